/// For how long, as far as observed, resources were exposed to charges.
enum ExposureSentences {
  static func lines(_ figures: SummaryFigures) -> [String] {
    let sentences = figures.exposures.filter { ($0.time.high ?? 0) > 0 || $0.unobserved > 0 }.map(sentence)
    return sentences.isEmpty ? [] : [sentences.joined(separator: " ")]
  }

  private static func sentence(_ exposure: SummaryFigures.Exposure) -> String {
    let names = ["COMPUTE": "Billable compute", "STORAGE": "Billable storage"]
    let name = names[exposure.resource] ?? "Another billable resource"
    let best = exposure.time.value.map { DurationWords.hours(milliseconds: $0) } ?? "an unknown time"
    let limits = SummarySentences.interval(exposure.time) { DurationWords.hours(milliseconds: $0) }
    let instances = NumberWords.count(exposure.instances, "notebook")
    var sentence = "\(name): \(best)\(limits) on \(instances)"
    if let gigabyteHours = exposure.gigabyteHours.value, exposure.resource == "STORAGE" {
      sentence += ", \(NumberWords.gigabyteHours(gigabyteHours))"
    }
    if exposure.unobserved > 0 {
      sentence += "; for another \(DurationWords.hours(milliseconds: exposure.unobserved)) there is no data"
    }
    return sentence + "."
  }
}
