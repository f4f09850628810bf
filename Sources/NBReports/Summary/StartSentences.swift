/// How many starts there were, how they came out and how long they took.
enum StartSentences {
  /// Below this a quantile of starts is no typical time.
  private static let fewestStarts = 5
  /// Classes with a sentence of their own.
  private static let mostClasses = 3

  static func lines(_ figures: SummaryFigures) -> [Phrase] {
    let open = figures.openAsOf.map {
      " Data until \(TimeWords.minute($0, year: nil)) UTC: the week is not complete."
    }
    guard figures.starts.count > 0 else { return [Phrase("No start began in \(figures.window).\(open ?? "")")] }
    var lines = [Phrase(outcomes(figures.starts) + (open ?? ""))]
    lines += figures.latencies.prefix(mostClasses).map { Phrase(latency($0)) }
    let slowest = figures.slowestSteps.prefix(mostClasses).map(step)
    if !slowest.isEmpty { lines.append("Slowest step: \(slowest.joined(separator: "; ")).") }
    return lines
  }

  private static func outcomes(_ starts: SummaryFigures.Starts) -> String {
    var parts: [String] = []
    func add(_ count: Int64, _ words: String) {
      if count > 0 { parts.append("\(NumberWords.grouped(count)) \(words)") }
    }
    add(starts.succeeded, "became ready")
    add(starts.failed, "failed")
    add(starts.cancelled, starts.cancelled == 1 ? "was cancelled" : "were cancelled")
    add(starts.inProgress, starts.inProgress == 1 ? "is still starting" : "are still starting")
    let count = NumberWords.count(starts.count, "start")
    return "\(count)\(parts.isEmpty ? "" : ": ")\(parts.joined(separator: ", "))\(share(starts))."
  }

  /// The share that becomes ready: a range where unfinished starts leave it open.
  private static func share(_ starts: SummaryFigures.Starts) -> String {
    guard starts.count >= fewestStarts,
      let share = IntervalWords.span(
        starts.readyShareLow.map(NumberWords.percent), starts.readyShareHigh.map(NumberWords.percent))
    else { return "" }
    return "; an estimated \(share) become ready"
  }

  private static func latency(_ figures: SummaryFigures.Latency) -> String {
    let name = ClassWords.name(figures.flavorClass)
    let count = NumberWords.count(figures.count, "start")
    guard figures.ready > 0 else { return "\(name): none of \(count) is known to have become ready." }
    guard figures.ready >= fewestStarts else {
      return "\(name): \(figures.ready) of \(count) became ready, too few for a typical time."
    }
    guard let median = figures.p50.value else {
      return "\(name): \(count) give no typical time\(interval(figures.p50))."
    }
    let half = SummarySentences.duration(median) + interval(figures.p50)
    let start = "\(name): median start \(half)"
    let ready = "of the \(NumberWords.grouped(figures.ready)) that became ready"
    guard let ninth = figures.p90.value else {
      return "\(start) \(ready); the data do not say how long 90 % took\(interval(figures.p90))."
    }
    return "\(start), 90 % within \(SummarySentences.duration(ninth))\(interval(figures.p90)), \(ready)."
  }

  private static func interval(_ estimate: Estimate) -> String {
    SummarySentences.interval(estimate, SummarySentences.duration)
  }

  private static func step(_ step: SummaryFigures.Step) -> Phrase {
    let median = step.p50.value.map(SummarySentences.duration) ?? ""
    let ninth = step.p90.value.map { ", 90 % within \(SummarySentences.duration($0))" } ?? ""
    let name = ClassWords.name(step.flavorClass)
    return "\(name) \(step.number) \(step.name), median \(median)\(interval(step.p50))\(ninth)"
  }
}
