import NBEventLog
import NBObservations
import NBSQLite

/// Compares voids, and what they take back, with the events that pass by in the order of positions.
struct VoidCheck {
  /// What is wrong, in words that say where.
  struct Problem: Error {
    let text: String
  }

  private var voids: VoidWalk
  /// The first void that names each of these events, wherever it stands.
  private var named: [Digest: Set<Int64>] = [:]

  init(_ log: EventLog) throws(StoreError) {
    voids = try VoidWalk(log.connection)
    for (identity, void) in voids.namedIdentities { named[identity, default: []].insert(void) }
  }

  /// The identity of the void at a position, or what is wrong with it; nil when none stands there.
  mutating func entry(at position: Int64) throws(StoreError) -> Result<Digest, Problem>? {
    guard voids.nextPosition == position, let void = try voids.take() else { return nil }
    guard void.identity == void.entry.identity else {
      return .failure(Problem(text: "the void at position \(position) is not what was appended"))
    }
    guard voids.voided.void(of: position) == nil else {
      return .failure(Problem(text: "position \(position) is a void, and is taken back"))
    }
    return .success(void.entry.identity)
  }

  /// What is wrong with whether an event counts.
  mutating func problem(_ position: Int64, _ identity: Digest) -> String? {
    voids.pass(position) { identity }
    switch (voids.voided.void(of: position), named[identity]) {
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
    if let next = voids.nextPosition { return "the void at position \(next) stands where the log does not reach" }
    if let orphan = voids.orphan {
      return "position \(orphan.position) is taken back, and no void stands at position \(orphan.void)"
    }
    guard let last = voids.voided.ranges.last, last.range.upperBound >= position else { return nil }
    return "position \(last.range.upperBound) is taken back, and the log does not reach it"
  }
}
