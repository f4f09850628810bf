import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

/// Opens the log alone, without projections.
func openLog(
  _ directory: TemporaryDirectory, _ access: EventLog.Access = .create, name: String = "log.db"
) throws(Failure) -> EventLog {
  try EventLog.open(path: directory.file(name), access: access, busyTimeout: 50)
}

/// Appends observations without projecting them.
@discardableResult
func append(_ batch: ObservationBatch, to appender: LogAppender, at recorded: Int64 = 1) throws(Failure)
  -> AppendResult
{
  try appender.append(batch, recordedAt: Instant(milliseconds: recorded)) { _ throws(Failure) in }
}

@discardableResult
func append(_ lines: String, to log: EventLog, at recorded: Int64 = 1) throws -> AppendResult {
  try append(try read(Array(lines.utf8), key: try log.fingerprintKey()), to: try LogAppender(log), at: recorded)
}

/// All rows of a query as text.
func rows(_ log: EventLog, _ sql: String) throws(Failure) -> [String] {
  let statement = try log.connection.prepare(sql)
  var result: [String] = []
  while try statement.step() { result.append(statement.values.map { "\($0)" }.joined(separator: " ")) }
  return result
}

func count(_ log: EventLog, _ table: String) throws(Failure) -> Int64 {
  try log.connection.firstValue("SELECT count(*) FROM \(table)")?.integer ?? -1
}

/// What every event reads back as, by position: identity and fingerprint.
func stored(_ log: EventLog) throws(Failure) -> [String] {
  var scan = try EventScan(log.connection, .position(Int64.min...Int64.max))
  let answers = try AnswerReader(log.connection)
  var result: [String] = []
  while let event = try scan.next() {
    let answer = try answers.answer(event.answerID)
    result.append("\(event.position) \(event.identity(answer).hex) \(answer.content.answer.tokenFingerprint ?? "-")")
  }
  return result
}

/// The error that `body` throws; a failed test when it throws none.
func storeError(_ body: () throws -> Void) -> Failure.Kind? {
  do {
    try body()
  } catch let error as Failure {
    return error.kind
  } catch {}
  Issue.record("no error of the store was thrown")
  return nil
}

func line(_ id: String, at time: Int64 = 5, _ extra: String = "", body: String = "") -> String {
  #"{"observed_at":\#(time),"kind":"poll"\#(extra),"body":{"id":"\#(id)"\#(body)}}"# + "\n"
}
