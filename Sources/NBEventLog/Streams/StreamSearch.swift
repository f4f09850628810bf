import NBBasics
import NBObservations
import NBSQLite

extension EventLog {
  /// Instances whose id begins with `prefix`: those that have exactly this id first, at most `limit`.
  package func streams(withPrefix prefix: String, limit: Int) throws(Failure) -> [StreamKey] {
    let statement = try connection.prepare(LogSQL.streamsByPrefix)
    statement.bind(prefix, at: 1)
    statement.bind(Int64(limit), at: 2)
    var keys: [StreamKey] = []
    while try statement.step() {
      keys.append(StreamKey(region: statement.text(0), projectID: statement.text(1), notebookID: statement.text(2)))
    }
    return keys
  }

  /// All streams, with their numbers within this database.
  package func allStreams() throws(Failure) -> [(id: Int64, key: StreamKey)] {
    let statement = try connection.prepare(LogSQL.streams)
    var streams: [(id: Int64, key: StreamKey)] = []
    while try statement.step() {
      let key = StreamKey(region: statement.text(1), projectID: statement.text(2), notebookID: statement.text(3))
      streams.append((statement.integer(0), key))
    }
    return streams
  }

  /// The number of a stream within this database; nil when the log has none of that key.
  package func streamID(_ key: StreamKey) throws(Failure) -> Int64? {
    let statement = try connection.prepare(LogSQL.findStream)
    statement.bind(key.notebookID, at: 1)
    statement.bind(key.projectID, at: 2)
    statement.bind(key.region, at: 3)
    return try statement.step() ? statement.integer(0) : nil
  }

  /// How many events were observed up to and including `until` and count.
  package func eventCount(until: Instant) throws(Failure) -> Int64 {
    if let fleet = try fleet() {
      if let last = fleet.span?.upperBound, until < last { try connection.requireLog() }
      return fleet.events
    }
    func count(_ sql: String) throws(Failure) -> Int64 {
      let statement = try connection.prepare(sql)
      statement.bind(until.milliseconds, at: 1)
      return try statement.step() ? statement.integer(0) : 0
    }
    let all = try count(LogSQL.countEventsUntil)
    return try voidCounts().events > 0 ? all - count(LogSQL.countVoidedUntil) : all
  }
}
