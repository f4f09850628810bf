import Glibc
import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

/// The one way to append.
@Suite struct LogWriterTests {
  private let directory = TemporaryDirectory()

  private func poll(_ minute: Int, _ status: String) -> String {
    #"{"observed_at":"2026-11-16T08:0\#(minute):00Z","kind":"poll","body":{"id":"n","status":"\#(status)"}}"#
  }

  private func kind(_ body: () throws -> Void) -> Failure.Kind? {
    do {
      try body()
    } catch let error as Failure {
      return error.kind
    } catch {}
    return nil
  }

  @Test func `a batch whose projections cannot be written is not kept, and the writer goes on`() throws {
    let model = try Model(directory, "log.db")
    try model.ingest([poll(1, "RUNNING")])
    let head = try model.log.head()
    let other = try Connection(path: directory.file("log.db"), mode: .readWrite)
    try other.execute("CREATE TRIGGER full BEFORE INSERT ON instance BEGIN SELECT RAISE(ABORT, 'full'); END")
    #expect(kind { try model.ingest([poll(2, "STOPPED"), "not JSON"]) } == .constraint)
    #expect(try model.log.head() == head)
    #expect(try model.rows("SELECT count(*) FROM reject") == [[.integer(0)]])
    try other.execute("DROP TRIGGER full")
    try model.ingest([poll(3, "RUNNING")])
    try model.ingest([poll(2, "STOPPED")])
    #expect(try model.problem() == nil)
    #expect(try model.rows("SELECT events FROM instance") == [[.integer(3)]])
  }

  @Test func `nothing is appended to a log whose projections another version made meanwhile`() throws {
    let model = try Model(directory, "log.db")
    try model.ingest([poll(1, "RUNNING")])
    let other = try Connection(path: directory.file("log.db"), mode: .readWrite)
    try other.execute("UPDATE projection SET version = version + 1")
    #expect(kind { try model.ingest([poll(2, "STOPPED")]) } == .stale)
    #expect(try model.log.head().position == 1)
    try ReadModel.rebuild(model.log)
    try model.ingest([poll(2, "STOPPED")])
    #expect(try model.problem() == nil)
  }

  @Test(arguments: [false, true])
  func `nothing is acknowledged that goes into a file which was removed or replaced`(isReplaced: Bool) throws {
    let model = try Model(directory, "log.db")
    try model.ingest([poll(1, "RUNNING")])
    if isReplaced {
      try Model(directory, "other.db").ingest([poll(1, "RUNNING")])
      rename(directory.file("other.db"), directory.file("log.db"))
    } else {
      unlink(directory.file("log.db"))
    }
    #expect(kind { try model.ingest([poll(2, "STOPPED")]) } == .stale)
  }

  @Test func `a rebuild by another process between two batches does not matter`() throws {
    let model = try Model(directory, "log.db")
    try model.ingest([poll(1, "RUNNING")])
    try ReadModel.rebuild(EventLog.open(path: directory.file("log.db"), access: .write))
    try model.ingest([poll(2, "STOPPED")])
    #expect(try model.problem() == nil)
    #expect(try model.rows("SELECT events FROM instance") == [[.integer(2)]])
  }

  @Test func `trying changes nothing, whatever the projections are`() throws {
    let model = try Model(directory, "log.db")
    try model.ingest([poll(1, "RUNNING")])
    let log = try EventLog.open(path: directory.file("log.db"), access: .write)
    let writer = try LogWriter(log)
    try model.damage("UPDATE projection SET version = 0; DROP TABLE step")
    let batch = try read(Array((poll(1, "RUNNING") + "\n" + poll(2, "STOPPED") + "\nnot JSON").utf8))
    for _ in 0..<2 {
      let result = try writer.tryAppending(batch, recordedAt: Instant(milliseconds: 1))
      #expect(result.appended == 1 && result.duplicates == 1)
    }
    #expect(try log.head().position == 1)
    #expect(try model.rows("SELECT count(*) FROM reject") == [[.integer(0)]])
  }

  @Test func `observations that were made are appended as those that were read`() throws {
    let batch = try read(Array(poll(1, "RUNNING").utf8))
    let model = try Model(directory, "log.db")
    let result = try LogWriter(model.log).append(batch.observations, recordedAt: Instant(milliseconds: 7))
    #expect(result.appended == 1 && result.positions == 1...1)
    #expect(try model.ingest([poll(1, "RUNNING")]).duplicates == 1)
    #expect(try RecordedTimes(model.log)[1] == Instant(milliseconds: 7))
    #expect(try model.problem() == nil)
  }
}
