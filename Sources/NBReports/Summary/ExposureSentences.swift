/// For how long, as far as observed, resources were exposed to charges.
enum ExposureSentences {
  static func lines(_ figures: SummaryFigures) -> [String] {
    let sentences = figures.exposures.filter { ($0.time.high ?? 0) > 0 || $0.unobserved > 0 }.map(sentence)
    return sentences.isEmpty ? [] : [sentences.joined(separator: " ")]
  }

  private static func sentence(_ exposure: SummaryFigures.Exposure) -> String {
    let names = ["COMPUTE": "Compute", "STORAGE": "Storage"]
    let name = names[exposure.resource] ?? "Another resource"
    let best = exposure.time.value.map(SummarySentences.duration) ?? "an unknown time"
    let limits = bounds(exposure.time, SummarySentences.duration)
    let instances = HumanText.count(exposure.instances, "instance")
    var sentence = "\(name) was exposed to charges for \(best) in all, with \(instances) in view\(limits)"
    if let gigabyteHours = exposure.gigabyteHours.value, exposure.resource == "STORAGE" {
      sentence += ", \(HumanText.gigabyteHours(gigabyteHours))"
    }
    if exposure.unobserved > 0 {
      sentence += "; \(SummarySentences.duration(exposure.unobserved)) more were not observed"
    }
    return sentence + "."
  }

  private static func bounds(_ estimate: Estimate, _ text: (Double) -> String) -> String {
    guard let low = estimate.low.map(text), let high = estimate.high.map(text), low != high else { return "" }
    return " (as far as observed: certainly \(low), at most \(high))"
  }
}
