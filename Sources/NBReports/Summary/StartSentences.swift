/// How many starts there were, how they came out and how long they took.
enum StartSentences {
  /// Below this a quantile of starts is no typical time.
  private static let fewestStarts = 5
  /// Classes with a sentence of their own.
  private static let mostClasses = 3

  static func lines(_ figures: SummaryFigures, _ style: SummarySentences.Style) -> [String] {
    let open = figures.openAsOf.map { " up to \(InstantText.human($0)) UTC; the week was not over then" } ?? ""
    guard figures.starts.count > 0 else {
      return ["No start began in \(figures.window)\(open)."]
    }
    var lines = [outcomes(figures.starts)]
    if let asOf = figures.openAsOf {
      lines[0] += " This is known up to \(InstantText.human(asOf)) UTC; the week was not over then."
    }
    lines += figures.latencies.prefix(mostClasses).map(latency)
    let slowest = figures.slowestSteps.prefix(mostClasses).map { step($0, style) }
    if !slowest.isEmpty { lines.append("Slowest step: \(slowest.joined(separator: "; ")).") }
    return lines
  }

  private static func outcomes(_ starts: SummaryFigures.Starts) -> String {
    var parts: [String] = []
    if starts.succeeded > 0 { parts.append("\(starts.succeeded) got ready") }
    if starts.failed > 0 { parts.append("\(starts.failed) failed") }
    if starts.cancelled > 0 { parts.append("\(starts.cancelled) ended before an outcome") }
    if starts.inProgress > 0 { parts.append("\(starts.inProgress) had no outcome yet") }
    let count = HumanText.count(starts.count, "start")
    return "\(count) began\(parts.isEmpty ? "" : ": ")\(parts.joined(separator: ", "))\(share(starts))."
  }

  /// The share that gets ready: a range where unfinished starts leave it open.
  private static func share(_ starts: SummaryFigures.Starts) -> String {
    guard starts.count >= fewestStarts, let low = starts.readyShareLow, let high = starts.readyShareHigh else {
      return ""
    }
    let (from, to) = (HumanText.percent(low), HumanText.percent(high))
    return from == to ? "; an estimated \(from) get ready" : "; an estimated \(from) to \(to) get ready"
  }

  private static func latency(_ figures: SummaryFigures.Latency) -> String {
    let name = SummarySentences.className(figures.flavorClass)
    let count = HumanText.count(figures.count, "start")
    guard figures.ready > 0 else { return "\(name): none of \(count) is known to have got ready." }
    guard figures.ready >= fewestStarts else {
      return "\(name): \(figures.ready) of \(count) got ready, too few for a typical time."
    }
    guard let median = figures.p50.value else {
      return "\(name): \(count) give no typical time\(interval(figures.p50))."
    }
    let half = SummarySentences.duration(median) + interval(figures.p50)
    let start = "\(name): half of the \(figures.ready) starts that got ready were up within \(half)"
    guard let ninth = figures.p90.value else {
      return "\(start); for nine of ten the data do not say\(interval(figures.p90))."
    }
    return "\(start), nine of ten within \(SummarySentences.duration(ninth))\(interval(figures.p90))."
  }

  private static func interval(_ estimate: Estimate) -> String {
    SummarySentences.interval(estimate, SummarySentences.duration)
  }

  private static func step(_ step: SummaryFigures.Step, _ style: SummarySentences.Style) -> String {
    let name = "\(step.number) \(SummarySentences.text(step.name, style))"
    let median = step.p50.value.map(SummarySentences.duration) ?? ""
    let ninth = step.p90.value.map { ", nine of ten within \(SummarySentences.duration($0))" } ?? ""
    return "\(SummarySentences.className(step.flavorClass)) \(name), half within \(median)\(interval(step.p50))\(ninth)"
  }
}
