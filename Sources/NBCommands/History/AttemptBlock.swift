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
  var headline: Phrase {
    var text = ""
    if let total = attempt.elapsed ?? attempt.total {
      text += (attempt.outcome == .succeeded ? " in " : attempt.outcome == .inProgress ? " for " : " after ")
      text += HistoryText.range(total)
    }
    if let step = attempt.failedStep { text += ", at step \(step)" }
    return "\(attempt.kind.word) \(attempt.number) \(outcome, tone)\(text)"
  }

  private var outcome: String { attempt.outcome == .inProgress ? "in progress" : attempt.outcome.word }

  private var tone: Tone {
    switch attempt.outcome {
    case .succeeded: .good
    case .failed: .bad
    case .refused, .superseded, .cancelled: .odd
    case .inProgress: .strong
    }
  }

  /// Origin, end, the server's own total, polls, positions; reasons of a failure.
  var details: [Phrase] {
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
    return lines.map { Phrase($0) }
  }

  /// A line for each listed step: its bar and its length, or its bounds where a bar says nothing. Nil without steps.
  var steps: SpanChart? {
    guard !attempt.steps.isEmpty else { return nil }
    let scale = Scale(attempt)
    return SpanChart(
      domain: scale.domain,
      rows: attempt.steps.map { step in
        let label = "\(step.step) \(StepEntry.name(of: step.step))"
        guard let began = step.began else { return SpanChart.Row(label: label, possible: nil, words: "not begun") }
        if let spans = scale.spans(of: step, began) {
          let length: Phrase = "\(step.duration.map(HistoryText.range) ?? "")"
          return SpanChart.Row(
            label: label, possible: spans.possible, certain: spans.certain, words: words(length, step))
        }
        let end = step.ended.map { " to \(HistoryText.bounds($0))" } ?? " on"
        return SpanChart.Row(
          label: label, possible: nil, words: words("\(HistoryText.bounds(began))\(end)", step))
      })
  }

  private func words(_ length: Phrase, _ step: StepTiming) -> Phrase {
    [length, mark(step)].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  private func mark(_ step: StepTiming) -> Phrase {
    switch (step.status, step.inferred) {
    case (.failed, true): "\("FAILED*", .bad)"
    case (.failed, false): "\("FAILED", .bad)"
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

    var domain: ClosedRange<Double> { 0...Double(end - origin) }

    /// Where the step possibly and certainly went on; nil where it possibly did all the time.
    func spans(of step: StepTiming, _ began: InstantBounds) -> (possible: Range<Double>, certain: Range<Double>?)? {
      func place(_ instant: Instant) -> Double { Double(instant - origin) }
      let low = place(began.low ?? origin)
      let possible = low..<max(low + 1, place(step.ended?.high ?? last))
      let certainEnd = step.ended?.low ?? step.lastUnfinished ?? began.high
      let certain = began.high < certainEnd ? place(began.high)..<place(certainEnd) : nil
      if certain == nil, possible.lowerBound <= domain.lowerBound, possible.upperBound >= domain.upperBound {
        return nil
      }
      return (possible, certain)
    }
  }
}
