import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

/// A log with its projections, and a way to put lines into it as `ingest` does.
final class Model {
  let log: EventLog
  private let writer: LogWriter

  init(_ directory: TemporaryDirectory, _ name: String, access: EventLog.Access = .create) throws {
    log = try ReadModel.open(path: directory.file(name), access: access)
    writer = try LogWriter(log)
  }

  @discardableResult
  func ingest(_ lines: some Collection<String>) throws -> AppendResult {
    // One key for all databases: states hold fingerprints.
    let batch = try read(Array(lines.joined(separator: "\n").utf8))
    return try writer.append(batch, recordedAt: Instant(milliseconds: 1))
  }

  /// In batches, read by one reader: an answer that repeats over several of them is one object.
  func ingest(_ lines: [String], by size: Int) throws {
    var rest = try read(Array(lines.joined(separator: "\n").utf8))
    while rest.count > 0 { try writer.append(rest.take(size), recordedAt: Instant(milliseconds: 1)) }
  }

  @discardableResult
  func void(_ positions: PositionRanges) throws -> AppendResult {
    try writer.void(positions, reason: "a wrong file", recordedAt: Instant(milliseconds: 2))
  }

  @discardableResult
  func redact(_ rule: ErasureRule, of stream: StreamKey? = nil) throws -> Erased {
    try writer.redact(rule, of: stream, reason: "policy", recordedAt: Instant(milliseconds: 3)).erased
  }

  /// The log as `export` writes it.
  func export() throws -> [String] {
    var lines: [String] = []
    try LogExport.forEach(in: log) { entry in
      var line: [UInt8] = []
      entry.appendEnvelope(to: &line)
      lines.append(String(decoding: line, as: UTF8.self))
      return true
    }
    return lines
  }

  func rows(_ sql: String) throws(Failure) -> [[Value]] {
    let statement = try log.connection.prepare(sql)
    var result: [[Value]] = []
    while try statement.step() { result.append(statement.values) }
    return result
  }

  /// All rows of all projections, with streams by their keys, as ids depend on the order of arrival.
  func projections() throws(Failure) -> [String] {
    var result: [String] = []
    for table in ProjectionTables.names {
      let sql = """
        SELECT stream.region, stream.project_id, stream.notebook_id, \(table).* FROM \(table)
        JOIN stream ON stream.stream_id = \(table).stream_id ORDER BY 1, 2, 3, 5, 6
        """
      for row in try rows(sql) {
        var values = row
        values.remove(at: 3)
        result.append("\(table) \(values)")
      }
    }
    return result
  }

  func verify() throws(Failure) -> VerificationResult { try Verification(log).run() }

  /// As ``verify()``, its parts at the same time.
  func verifyOnThreads() throws(Failure) -> VerificationResult { try Verification(log, usesThreads: true).run() }

  /// The problem that verify names; nil for an intact log.
  func problem() throws(Failure) -> String? {
    if case .violated(let problem) = try verify() { return problem }
    return nil
  }

  /// Does what the triggers forbid, and puts them back.
  func damage(_ sql: String) throws(Failure) {
    let triggers = LogSchema.objects.filter { $0.kind == "trigger" }
    for trigger in triggers { try log.connection.drop(trigger) }
    try log.connection.execute(sql)
    for trigger in triggers { try log.connection.execute(trigger.sql) }
  }
}
