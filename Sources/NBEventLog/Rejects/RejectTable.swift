import NBBasics
import NBObservations
import NBSQLite

/// Input that could not be read, kept with its place.
enum RejectTable {
  /// Keeps rejects; one that was kept before, from the same place with the same text, is not kept twice.
  static func keep(_ rejects: [Reject], recordedAt: Instant, in connection: Connection) throws(Failure) {
    for reject in rejects {
      let statement = try connection.cached(LogSQL.keepReject)
      statement.bind(recordedAt.milliseconds, at: 1)
      statement.bind(reject.source, at: 2)
      statement.bind(Int64(reject.line), at: 3)
      statement.bind(Int64(reject.byteOffset), at: 4)
      statement.bind(reject.reason, at: 5)
      statement.bind(reject.text, at: 6)
      try statement.run()
    }
  }
}
