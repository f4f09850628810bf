import NBBasics
import NBEventLog
import NBSQLite

/// SQLite's own check of pages, indexes and constraints.
enum FileCheck {
  /// The first thing that it finds, in words; nil when it finds nothing.
  static func problem(_ log: EventLog) throws(Failure) -> String? {
    try log.connection.integrityProblems().first.map { "the file is damaged: \($0)" }
  }
}
