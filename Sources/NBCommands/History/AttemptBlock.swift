import NBBasics
import NBObservations
import NBProjections
import NBReports

/// One attempt on the page: a line that says how it came out, and a line for each step.
struct AttemptBlock {
  let entry: PlacedAttempt
  /// What polls without information there were, in words.
  let missed: String?
  private var attempt: StartAttempt { entry.attempt }

  init(_ entry: PlacedAttempt, missed: String? = nil) {
    self.entry = entry
    self.missed = missed
  }

  /// `start 7 succeeded in 1 min 4 s–1 min 12 s`.
  var headline: String {
    var text = "\(attempt.kind.word) \(attempt.number) \(outcome)"
    if let total = attempt.elapsed ?? attempt.total {
      text += (attempt.outcome == .succeeded ? " in " : attempt.outcome == .inProgress ? " for " : " after ")
      text += HistoryText.range(total)
    }
    if let step = attempt.failedStep { text += ", at step \(step)" }
    return text
  }

  private var outcome: String { attempt.outcome == .inProgress ? "in progress" : attempt.outcome.word }

  /// The part of the headline that is emphasised.
  var emphasis: (PageLines.Emphasis, word: String) {
    switch attempt.outcome {
    case .succeeded: (.good, outcome)
    case .failed: (.bad, outcome)
    case .refused, .superseded, .cancelled: (.odd, outcome)
    case .inProgress: (.strong, outcome)
    }
  }

  /// Origin, end, the server's own total, polls, positions; reasons of a failure.
  var details: [String] {
    var parts = [attempt.origin == .requested ? "requested" : "inferred from polls"]
    if let end = attempt.end {
      let spansDays = HistoryText.day(end.high) != HistoryText.day(attempt.begin.high)
      parts.append("ended \(HistoryText.bounds(end, isDated: spansDays))")
    }
    if let server = attempt.serverTotal { parts.append("server \(HistoryText.length(server))") }
    parts.append(HistoryText.count(attempt.polls, "poll"))
    if let missed { parts.append(missed) }
    parts.append(HistoryText.positions(entry.positions))
    var lines = [parts.joined(separator: ", ")]
    if attempt.outcome == .failed {
      let step =
        attempt.failedStep.map { "failed step: \($0) \(StepEntry.name(of: $0))" } ?? "no step is known to have failed"
      lines.append(attempt.failReason.map { "\(step); reason: \($0)" } ?? step)
    }
    return lines
  }

  /// A line for each listed step: its bar and its length, or its bounds where a bar says nothing.
  ///
  /// - Parameter width: columns of the page.
  func steps(width: Int) -> [String] {
    let barWidth = min(60, width - Self.nameWidth - Self.lengthWidth - Self.markWidth)
    let scale = Scale(attempt)
    return attempt.steps.map { step in
      let name = Padding.pad("    \(step.step) \(StepEntry.name(of: step.step))", to: Self.nameWidth, .left)
      guard let began = step.began else { return Padding.cut("\(name)not begun", to: width) }
      let length = step.duration.map(HistoryText.range) ?? ""
      let tail = Padding.pad(length, to: Self.lengthWidth, .left) + mark(step)
      if barWidth < Self.narrowestBar { return Padding.cut(name + tail, to: width) }
      if let bar = scale.bar(step, began, width: barWidth) { return "\(name)\(bar)  \(tail)" }
      let end = step.ended.map { " to \(HistoryText.bounds($0))" } ?? " on"
      return Padding.cut("\(name)\(HistoryText.bounds(began))\(end)  \(mark(step))", to: width)
    }
  }

  /// Columns of number and name; of the length with the blanks before it; of the mark.
  private static let nameWidth = 25
  private static let lengthWidth = 22
  private static let markWidth = 10
  /// On less room than this a bar says nothing.
  private static let narrowestBar = 10

  private func mark(_ step: StepTiming) -> String {
    switch (step.status, step.inferred) {
    case (.failed, true): "FAILED*"
    case (.failed, false): "FAILED"
    case (_, true): "implied"
    case (_, false): step.isCensored ? (attempt.outcome == .inProgress ? "open" : "no end") : ""
    }
  }

  /// The time that the bars of an attempt share.
  private struct Scale {
    let origin: Instant
    let end: Instant
    /// The latest instant at which an unended step is known to have been under way, at most.
    let last: Instant

    /// From the begin to the end. An uncertain rim longer than everything between is cut, or it would hide the rest.
    init(_ attempt: StartAttempt) {
      last = attempt.end?.high ?? attempt.lastApplied
      let known = attempt.end?.low ?? attempt.lastApplied
      let core = max(1000, known - attempt.begin.high)
      origin = max(attempt.begin.low ?? attempt.begin.high, attempt.begin.high + -core)
      end = max(origin + 1, min(last, max(known, attempt.begin.high) + core))
    }

    /// Nil where the whole bar would be uncertain.
    func bar(_ step: StepTiming, _ began: InstantBounds, width: Int) -> String? {
      func place(_ instant: Instant) -> Double { Double(instant - origin) }
      let low = began.low ?? origin
      let high = step.ended?.high ?? last
      let certainEnd = step.ended?.low ?? step.lastUnfinished ?? began.high
      let row = SpanChart.Row(
        label: "", possible: place(low)..<max(place(low) + 1, place(high)),
        certain: began.high < certainEnd ? place(began.high)..<place(certainEnd) : nil, words: "")
      guard let bar = TextBar.span(row, Axis(.duration, 0...Double(end - origin)), width: width) else { return nil }
      return bar.contains("█") || bar.contains("·") ? bar : nil
    }
  }
}
