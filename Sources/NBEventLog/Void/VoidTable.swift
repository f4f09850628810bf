import NBBasics
import NBObservations
import NBSQLite

/// Keeps voids, and finds what they take back.
struct VoidTable {
  private let connection: Connection

  init(_ connection: Connection) { self.connection = connection }

  /// An event that a void takes back.
  struct Target {
    let position: Int64
    let stream: Int64
    let identity: Digest
  }

  /// Whether the log holds this void.
  func holds(_ entry: VoidEntry) throws(Failure) -> Bool {
    let statement = try connection.cached(LogSQL.findVoid)
    statement.bind(entry.identity.bytes, at: 1)
    defer { statement.reset() }
    return try statement.step()
  }

  /// Whether an event that arrives may be one that a void names.
  func namesIdentities() throws(Failure) -> Bool {
    let statement = try connection.cached(LogSQL.namesIdentities)
    defer { statement.reset() }
    return try statement.step() && statement.integer(0) != 0
  }

  /// The void that names an event; nil for most.
  func void(naming identity: Digest) throws(Failure) -> Int64? {
    let statement = try connection.cached(LogSQL.findVoidOfIdentity)
    statement.bind(identity.bytes, at: 1)
    defer { statement.reset() }
    return try statement.step() ? statement.integerOrNil(0) : nil
  }

  /// Stores a void and what it takes back.
  ///
  /// - Parameter targets: those of its events that are there and count until now, by position.
  func store(_ entry: VoidEntry, at position: Int64, targets: [Target]) throws(Failure) {
    let statement = try connection.cached(LogSQL.insertVoid)
    statement.bind(position, at: 1)
    statement.bind(entry.positions.text, at: 2)
    statement.bind(entry.reason, at: 3)
    statement.bind(entry.recordedAt.milliseconds, at: 4)
    statement.bind(entry.identity.bytes, at: 5)
    try statement.run()
    var ranges = PositionRanges()
    for target in targets { ranges.appendLast(target.position...target.position) }
    for range in ranges.ranges { try take(range, by: position) }
    let found = Set(targets.map(\.identity))
    for identity in entry.events where !found.contains(identity) {
      let name = try connection.cached(LogSQL.insertVoidIdentity)
      name.bind(identity.bytes, at: 1)
      name.bind(position, at: 2)
      try name.run()
    }
  }

  /// Notes that events do not count from here on.
  func take(_ range: ClosedRange<Int64>, by void: Int64) throws(Failure) {
    let statement = try connection.cached(LogSQL.insertVoidRange)
    statement.bind(range.lowerBound, at: 1)
    statement.bind(range.upperBound, at: 2)
    statement.bind(void, at: 3)
    try statement.run()
  }

  /// The events at these positions that count until now, by position.
  func targets(at positions: PositionRanges) throws(Failure) -> [Target] {
    guard let bounds = positions.bounds else { return [] }
    let voided = try VoidedPositions(connection)
    let identities = try IdentityReader(connection)
    var targets: [Target] = []
    var scan = try EventScan(connection, .position(bounds))
    while let event = try scan.next() {
      guard positions.contains(event.position), !voided.contains(event.position) else { continue }
      targets.append(
        Target(position: event.position, stream: event.streamID, identity: try identities.identity(of: event)))
    }
    return targets
  }

  /// The events of a void that came from elsewhere, as far as they are here and count.
  ///
  /// They mostly stand where the void says: a copy has the positions of its original. Else the whole log is read.
  func targets(of entry: VoidEntry) throws(Failure) -> [Target] {
    var wanted = Set(entry.events)
    let voided = try VoidedPositions(connection)
    let identities = try IdentityReader(connection)
    var targets: [Target] = []
    func look(_ within: ClosedRange<Int64>, _ isCandidate: (Int64) -> Bool) throws(Failure) {
      var scan = try EventScan(connection, .position(within))
      while !wanted.isEmpty, let event = try scan.next() {
        guard isCandidate(event.position), case let identity = try identities.identity(of: event),
          wanted.remove(identity) != nil
        else { continue }
        if !voided.contains(event.position) {
          targets.append(Target(position: event.position, stream: event.streamID, identity: identity))
        }
      }
    }
    if let bounds = entry.positions.bounds { try look(bounds, entry.positions.contains) }
    if !wanted.isEmpty { try look(1...Int64.max) { _ in true } }
    return targets.sorted { $0.position < $1.position }
  }
}
