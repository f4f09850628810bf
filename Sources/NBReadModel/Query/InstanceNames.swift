import NBEventLog
import NBObservations
import NBSQLite

/// The instances of a log, by the words that name them.
package enum InstanceNames {
  /// The ids of all instances, in order.
  package static func ids(in log: EventLog) throws(StoreError) -> [String] {
    let statement = try log.connection.prepare("SELECT notebook_id FROM stream ORDER BY notebook_id")
    var ids: [String] = []
    while try statement.step() { ids.append(statement.text(0)) }
    return ids
  }

  /// The first six instances whose id begins with `prefix`, those with exactly this id first.
  package static func beginning(with prefix: String, in log: EventLog) throws(StoreError) -> [StreamKey] {
    let statement = try log.connection.prepare(
      """
      SELECT region, project_id, notebook_id FROM stream
      WHERE substr(notebook_id, 1, length(?1)) = ?1
      ORDER BY notebook_id <> ?1, notebook_id, project_id, region LIMIT 6
      """)
    statement.bind(prefix, at: 1)
    var found: [StreamKey] = []
    while try statement.step() {
      found.append(StreamKey(region: statement.text(0), projectID: statement.text(1), notebookID: statement.text(2)))
    }
    return found
  }
}
