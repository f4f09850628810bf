import NBBasics
import NBObservations

@testable import NBProjections

/// A second reading of rules T1 to T12, for comparison: each value is looked up in all the looks of the attempt.
struct LiteralSteps {
  struct Look {
    let event: FoldEvent
    let index: Int
    let closing: Bool
    /// begin.low of the attempt when this observation applied.
    let floor: Instant?
  }

  struct Row: Equatable {
    var step: Int
    var status: StepStatus
    var began: InstantBounds?
    var ended: InstantBounds?
    var inferred = false
    var duration: LatencyBounds?
    var age: LatencyBounds?
  }

  /// One listing of one step that is not ignored.
  private struct Listing {
    let lo: Instant
    let t: Instant
    let status: StepStatus
    let closing: Bool
  }

  private let looks: [Look]

  init(_ looks: [Look]) { self.looks = looks }

  func rows(outcome: AttemptOutcome = .inProgress, begin: InstantBounds? = nil) -> [Row] {
    var rows = (1...4).compactMap { step in row(step) }
    let hasFailed = rows.contains { $0.status == .failed }
    for index in rows.indices {
      let unfinished = last(of: rows[index].step, in: [.waiting, .processing])
      let floor = floor(of: rows[index].step)
      let end = InstantBounds(low: unfinished ?? floor, high: looks.last!.event.observedAt)
      if outcome == .succeeded, rows[index].ended == nil {
        let waiting = last(of: rows[index].step, in: [.waiting])
        if rows[index].began == nil { rows[index].began = InstantBounds(low: waiting ?? floor, high: end.high) }
        rows[index].ended = end
        rows[index].status = .completed
        rows[index].inferred = true
      }
      if outcome == .failed, !hasFailed, rows[index].status == .processing {
        rows[index].ended = end
        rows[index].status = .failed
        rows[index].inferred = true
      }
      guard let began = rows[index].began, let begin else { continue }
      let ended = rows[index].ended
      rows[index].duration = between(began, ended, unfinished)
      rows[index].age = between(begin, ended, unfinished)
    }
    return rows
  }

  private func between(_ from: InstantBounds, _ to: InstantBounds?, _ unfinished: Instant?) -> LatencyBounds {
    let low = (to == nil ? unfinished : to!.low).map { max(0, $0.milliseconds - from.high.milliseconds) } ?? 0
    var high: Int64?
    if let to, let fromLow = from.low { high = to.high.milliseconds - fromLow.milliseconds }
    return LatencyBounds(low: low, high: high)
  }

  private func floor(of step: Int) -> Instant? {
    looks.first { $0.event.answer.facts.steps.contains { $0.step == step } }?.floor
  }

  private func last(of step: Int, in statuses: [StepStatus]) -> Instant? {
    listings(step).last { !$0.closing && statuses.contains($0.status) }?.lo
  }

  /// The listings of a step without those that a COMPLETED step ignores.
  private func listings(_ step: Int) -> [Listing] {
    var kept: [Listing] = []
    for look in looks {
      guard let entry = look.event.answer.facts.steps.first(where: { $0.step == step }) else { continue }
      if status(kept) == .completed, entry.status < .completed { continue }
      kept.append(
        Listing(
          lo: look.event.requestedAt ?? look.event.observedAt, t: look.event.observedAt, status: entry.status,
          closing: look.closing))
    }
    return kept
  }

  /// "The latest listed status under these rules."
  private func status(_ kept: [Listing]) -> StepStatus? {
    var status: StepStatus?
    for listing in kept {
      if listing.closing, listing.status == .waiting { status = status ?? .waiting; continue }
      if listing.closing, listing.status == .processing {
        if status == nil || status == .waiting { status = .processing }
        continue
      }
      status = listing.status
    }
    return status
  }

  private func row(_ step: Int) -> Row? {
    let kept = listings(step)
    guard let status = status(kept) else { return nil }
    var row = Row(step: step, status: status)
    if let first = kept.firstIndex(where: { $0.status > .waiting }) {
      let waiting = kept[..<first].last { $0.status == .waiting && !$0.closing }?.lo
      row.began = InstantBounds(low: waiting ?? floor(of: step), high: kept[first].t)
    }
    // The end counts from the latest time that a failure was taken back.
    var from = 0
    for index in kept.indices.dropFirst() where self.status(Array(kept[..<index])) == .failed {
      let listing = kept[index]
      if listing.status == .completed || (listing.status < .completed && !listing.closing) { from = index }
    }
    if let end = kept[from...].first(where: { $0.status >= .completed }) {
      let position = kept[from...].firstIndex { $0.status >= .completed }!
      let unfinished = kept[..<position].last { $0.status < .completed && !$0.closing }?.lo
      row.ended = InstantBounds(low: unfinished ?? floor(of: step), high: end.t)
    }
    return row
  }
}
