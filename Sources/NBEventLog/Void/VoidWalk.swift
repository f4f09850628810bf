import NBBasics
import NBObservations
import NBSQLite

/// A void as the log keeps it.
package struct StoredVoid: Sendable {
  /// Its own place in the order of appending.
  package let position: Int64
  /// What it says; its events as the log has them.
  package let entry: VoidEntry
  /// As stored; nil when that is no digest.
  package let identity: Digest?
}

/// Puts the voids of a log together while its events pass by in the order of positions.
package struct VoidWalk {
  /// What does not count.
  package let voided: VoidedPositions

  private struct Row {
    let position: Int64
    let positions: PositionRanges?
    let reason: String
    let recordedAt: Instant
    let identity: Digest?
  }

  private var rows: [Row] = []
  private var next = 0
  /// Identities that voids name, by the void.
  private var named: [Int64: [Digest]] = [:]
  /// Identities of the events that passed by, for voids that come later.
  private var passed: [Int64: [Digest]] = [:]

  /// Reads the voids of a log, none of an earlier version.
  package init(_ connection: Connection) throws(Failure) {
    voided = try VoidedPositions(connection)
    guard try connection.userVersion >= LogSchema.versionWithVoids else { return }
    let statement = try connection.prepare(LogSQL.readVoids)
    while try statement.step() {
      rows.append(
        Row(
          position: statement.integer(0), positions: PositionRanges(text: statement.text(1)),
          reason: statement.text(2), recordedAt: Instant(milliseconds: statement.integer(3)),
          identity: Digest(bytes: statement.blob(4))))
    }
    let identities = try connection.prepare(LogSQL.readVoidIdentities)
    while try identities.step() {
      guard let identity = Digest(bytes: identities.blob(0)) else {
        throw Failure(.corrupt, message: "the void at position \(identities.integer(1)) names no identity")
      }
      named[identities.integer(1), default: []].append(identity)
    }
  }

  /// The position of the next void; nil behind the last.
  package var nextPosition: Int64? { next < rows.count ? rows[next].position : nil }

  /// The void that names each identity for which it has no range of its own before it.
  package var namedIdentities: [(identity: Digest, void: Int64)] {
    named.flatMap { void, identities in identities.map { ($0, void) } }
  }

  /// Notes an event that passes by; its identity is asked for only where a later void took it back.
  package mutating func pass<Thrown: Error>(
    _ position: Int64, _ identity: () throws(Thrown) -> Digest
  ) throws(Thrown) {
    guard let void = voided.void(of: position), void > position else { return }
    passed[void, default: []].append(try identity())
  }

  /// The first position that is taken back by a void which is not there; nil without one.
  package var orphan: (position: Int64, void: Int64)? {
    let voids = Set(rows.map(\.position))
    return voided.ranges.first { !voids.contains($0.void) }.map { ($0.range.lowerBound, $0.void) }
  }

  /// The next void, once all events before it have passed by; nil behind the last.
  ///
  /// - Throws: `.corrupt` when its positions cannot be read.
  package mutating func take() throws(Failure) -> StoredVoid? {
    guard next < rows.count else { return nil }
    let row = rows[next]
    next += 1
    guard let positions = row.positions else {
      throw Failure(.corrupt, message: "the positions of the void at position \(row.position) cannot be read")
    }
    let events = (passed.removeValue(forKey: row.position) ?? []) + (named[row.position] ?? [])
    return StoredVoid(
      position: row.position,
      entry: VoidEntry(positions: positions, reason: row.reason, recordedAt: row.recordedAt, events: events),
      identity: row.identity)
  }
}
