import NBBasics
import NBEventLog
import NBSQLite

/// A project whose list could not be polled when it was last tried: what the log says of its instances may be old.
package struct FailingList: Hashable, Sendable {
  /// Empty where no answer said it.
  package let region: String
  /// Empty where no answer said it.
  package let projectID: String
  /// When the last poll failed.
  package let at: Instant
  /// With which HTTP status; 0: without an answer.
  package let httpStatus: Int

  /// All of them, by region and project.
  package static func all(in log: EventLog) throws(Failure) -> [FailingList] {
    let statement = try log.connection.prepare(String(decoding: PackageResources.failing_lists_sql, as: UTF8.self))
    var list: [FailingList] = []
    while try statement.step() {
      list.append(
        FailingList(
          region: statement.text(0), projectID: statement.text(1), at: Instant(milliseconds: statement.integer(2)),
          httpStatus: Int(statement.integer(3))))
    }
    return list
  }
}
