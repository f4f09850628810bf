import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// An instance of the log that is not known to be gone: what a collector starts from.
package struct KnownInstance: Sendable, Equatable {
  /// Which instance.
  package let stream: StreamKey
  /// The status word last seen; empty when no answer had one.
  package let status: String

  /// All of them, in the order of their keys.
  package static func all(in log: EventLog) throws(Failure) -> [KnownInstance] {
    let statement = try log.connection.prepare(String(decoding: PackageResources.known_instances_sql, as: UTF8.self))
    var known: [KnownInstance] = []
    while try statement.step() {
      let notebook = statement.text(2)
      // The state of a project has no instance.
      if notebook.isEmpty { continue }
      known.append(
        KnownInstance(
          stream: StreamKey(region: statement.text(0), projectID: statement.text(1), notebookID: notebook),
          status: statement.text(3)))
    }
    return known
  }
}
