import NBEventLog
import NBObservations
import NBReadModel

/// Finds the instance that an id or a unique prefix of one names.
enum InstanceFinder {
  /// - Throws: a failure with status 1 when none or several match.
  static func find(_ prefix: String, in log: EventLog) throws -> StreamKey {
    guard !prefix.isEmpty else {
      throw CommandFailure(.failed, "an empty id names no instance", hint: "nbtrack status lists them.")
    }
    let found = try InstanceNames.beginning(with: prefix, in: log)
    let exact = found.filter { $0.notebookID == prefix }
    if let one = exact.count == 1 ? exact.first : found.count == 1 ? found.first : nil { return one }
    guard !found.isEmpty else {
      throw CommandFailure(
        .failed, "no instance has an id that begins with \(prefix)", hint: "`nbtrack status` lists them.")
    }
    // Regions and projects matter where they are all that tells two instances apart.
    let repeats = exact.count > 1
    let names = found.prefix(5).map { key in
      repeats ? "\(key.notebookID) (\(key.region) \(key.projectID))" : key.notebookID
    }
    throw CommandFailure(
      .failed,
      "\(prefix) is \(repeats ? "the id of several instances" : "the begin of several ids"): "
        + "\(names.joined(separator: ", "))\(found.count > 5 ? ", …" : "")",
      hint: repeats ? "Ask `nbtrack query attempts --project … --region …` instead." : "Give more of the id.")
  }
}
