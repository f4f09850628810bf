import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Compares amendments, and the events that they take back, with the events that pass by in the order of positions.
struct AmendmentCheck {
  /// What is wrong, in words that say where.
  struct Problem: Error {
    let text: String
  }

  private var amendments: AmendmentWalk
  private var voided: VoidedPositions { amendments.voids.voided }
  /// The voids that name each of these events, wherever it stands.
  private var named: [Digest: Set<Int64>] = [:]

  init(_ log: EventLog) throws(Failure) {
    amendments = try AmendmentWalk(log)
    for (identity, void) in amendments.voids.namedIdentities { named[identity, default: []].insert(void) }
  }

  /// Whether the log has none, and nothing that only an amendment explains.
  var isEmpty: Bool { amendments.nextPosition == nil && voided.isEmpty && named.isEmpty }

  /// The identity of the amendment at a position, or what is wrong with it; nil when none stands there.
  mutating func entry(at position: Int64) throws(Failure) -> Result<Digest, Problem>? {
    guard amendments.nextPosition == position, let stored = try amendments.take() else { return nil }
    if let contradiction = stored.contradiction { return .failure(Problem(text: contradiction)) }
    guard voided.void(of: position) == nil else {
      return .failure(Problem(text: "position \(position) is no event, and is taken back"))
    }
    return .success(stored.entry.identity)
  }

  /// What is wrong with whether an event counts.
  mutating func problem(_ position: Int64, _ identity: Digest) -> String? {
    amendments.pass(position) { identity }
    switch (voided.void(of: position), named[identity]) {
    // What the void says of earlier events is in its identity.
    case (let void?, let names):
      if void > position || names?.contains(void) == true { return nil }
      return "position \(position) does not count, and the void at position \(void) does not name it"
    case (nil, let names?):
      return "position \(position) counts, and the void at position \(names.min() ?? 0) takes it back"
    case (nil, nil): return nil
    }
  }

  /// What is left when everything before a position has passed by.
  func problem(behind position: Int64) -> String? {
    if let next = amendments.nextPosition { return "position \(next) stands where the log does not reach" }
    if let orphan = amendments.voids.orphan {
      return "position \(orphan.position) is taken back, and no void stands at position \(orphan.void)"
    }
    guard let last = voided.ranges.last, last.range.upperBound >= position else { return nil }
    return "position \(last.range.upperBound) is taken back, and the log does not reach it"
  }
}
