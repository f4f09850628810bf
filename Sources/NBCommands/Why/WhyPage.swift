import NBBasics
import NBObservations
import NBReadModel
import NBReports
import NBStatistics

/// The answer of `why` for people: the verdict, then a line for the start and for each step.
struct WhyPage {
  private let answer: PeerAnswer
  private let shown: String
  private let verdict: String
  private let asOf: Instant

  /// - Parameter shown: what the instance is called.
  init(_ answer: PeerAnswer, shown: String, verdict: String, asOf: Instant) {
    self.answer = answer
    self.shown = shown
    self.verdict = verdict
    self.asOf = asOf
  }

  var lines: [String] {
    let time = TimeWords.minute(answer.begin, year: TimeWords.year(asOf))
    let subject = "\(VisibleText.of(shown)), start \(answer.attempt) of \(time) UTC"
    guard let comparison = answer.comparison, !comparison.parts.isEmpty else { return ["\(subject): \(verdict)."] }
    let cells = [["", "took", "median", "took longer", "slow in that hour"]] + comparison.parts.map(row)
    let widths = cells[0].indices.map { column in cells.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    let rows = cells.map { row in
      let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - DisplayWidth.of($0)) }
      var line = padded.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line
    }
    return ["\(subject): \(verdict).", ""] + rows + [
      "",
      "Compared with the \(comparison.peers) starts of \(flavor) (\(answer.kind)) in the 14 days before that hour. In brackets what is",
      "certain whatever happened between two polls.",
    ]
  }

  private var flavor: String { answer.flavor.map(VisibleText.of) ?? "an unknown flavor" }

  private func row(_ part: PeerPart) -> [String] {
    [
      part.measure.name,
      IntervalWords.span(
        DurationWords.text(milliseconds: part.time.left, .down),
        part.time.right.isFinite ? DurationWords.text(milliseconds: part.time.right, .up) : nil) ?? "",
      part.median.estimate.map { DurationWords.text(milliseconds: $0) } ?? "",
      IntervalWords.estimate(
        NumberWords.percent((part.longer * 100).rounded() / 100), NumberWords.percent(part.longerLow),
        NumberWords.percent(part.longerHigh)),
      part.hour == 0 ? "" : "\(part.slowInHour) of \(part.hour)",
    ]
  }
}
