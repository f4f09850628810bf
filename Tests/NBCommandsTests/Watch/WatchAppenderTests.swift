import NBBasics
import NBCollector
import NBEventLog
import NBObservations
import NBReadModel
import NBSQLite
import NBSQLiteFaults
import NBTestFiles
import Testing

@testable import NBCommands

/// The row "database busy, disk full" of the failure table: what the store does not take stays in memory.
@Suite(.serialized) struct WatchAppenderTests {
  private static let faults = FaultVFS(name: "watch-appender", waitsForDisk: false)
  private static let minute: Int64 = 60_000
  private let directory = TemporaryDirectory()
  private var path: String { directory.file("log.db") }

  private func observations(_ count: Int, from second: Int = 0) -> [Observation] {
    (0..<count).map { number in
      Observation(
        observedAt: Instant(milliseconds: 1_790_000_000_000 + Int64(second + number) * 1000), requestedAt: nil,
        content: ObservedAnswer(
          stream: StreamKey(region: "r", projectID: "p", notebookID: "n\(number)"), kind: .poll, httpStatus: 200,
          request: nil, body: Body(canonical: Array(#"{"status":"STOPPED"}"#.utf8), tokenFingerprint: nil)))
    }
  }

  /// An appender over a file system that fails when it is told to.
  private func onFaultyDisk(_ body: (WatchAppender, EventLog) throws -> Void) throws {
    try Connection.$fileSystem.withValue(Self.faults.name) {
      let log = try ReadModel.open(path: path, access: .create, busyTimeout: 0)
      defer { Self.faults.set(nil) }
      try body(try WatchAppender(log: log, record: nil), log)
    }
  }

  @Test func `database busy: the batch waits, is tried again after 1, 2, 4 s to a minute, and is appended in order`()
    throws
  {
    let log = try ReadModel.open(path: path, access: .create, busyTimeout: 0)
    let appender = try WatchAppender(log: log, record: nil)
    let other = try Connection(path: path, mode: .readWrite)
    try other.execute("BEGIN IMMEDIATE")
    appender.add(observations(3), [], now: 0)
    var lines: [LogLine] = []
    var tries: [Int64] = []
    for now in stride(from: 0 as Int64, to: 5 * Self.minute, by: 500) {
      let due = appender.dueAt ?? .max
      if now >= due { tries.append(now) }
      if let line = try appender.append(now: now) { lines.append(line) }
    }
    #expect(tries.prefix(7) == [1000, 2000, 4000, 8000, 16_000, 32_000, 64_000])
    #expect(zip(tries, tries.dropFirst()).allSatisfy { $1 - $0 <= Self.minute })
    #expect(lines.map(\.event) == ["store failing"])
    #expect(lines.first?.text.contains("held=3") == true)
    // What came meanwhile goes along.
    appender.add(observations(2, from: 10), [], now: 5 * Self.minute)
    try other.execute("ROLLBACK")
    let recovered = try appender.append(now: 6 * Self.minute)
    #expect(recovered?.text == "store recovered after=5m59s")
    #expect(appender.appended == 5 && appender.isEmpty)
    #expect(try log.head().position == 5)
  }

  @Test func `disk full: the batch waits and nothing of it is lost`() throws {
    try onFaultyDisk { appender, log in
      appender.add(observations(4), [], now: 0)
      Self.faults.set(.fullDisk(afterWrites: 0))
      let failing = try appender.append(now: 1000)
      #expect(failing?.event == "store failing")
      appender.add(observations(4, from: 20), [], now: 2000)
      #expect(try appender.append(now: 2000) == nil)
      #expect(appender.appended == 0 && !appender.isEmpty)
      Self.faults.set(nil)
      #expect(try appender.append(now: 10_000)?.event == "store recovered")
      #expect(appender.appended == 8)
      #expect(try log.head().position == 8)
    }
  }

  @Test func `a disk that takes nothing for 10 min ends the service`() throws {
    try onFaultyDisk { appender, _ in
      appender.add(observations(1), [], now: 0)
      Self.faults.set(.fullDisk(afterWrites: 0))
      var ended: (at: Int64, failure: Failure)?
      for now in stride(from: 1000 as Int64, to: 30 * Self.minute, by: 1000) where ended == nil {
        do { _ = try appender.append(now: now) } catch let failure as Failure { ended = (now, failure) }
      }
      let end = try #require(ended)
      #expect((10 * Self.minute...12 * Self.minute).contains(end.at))
      #expect(end.failure.kind == .full)
    }
  }

  @Test func `at 100,000 held observations polling pauses`() throws {
    let appender = try WatchAppender(log: try ReadModel.open(path: path, access: .create, busyTimeout: 0), record: nil)
    appender.add(observations(WatchAppender.pauseAt - 1), [], now: 0)
    #expect(!appender.isFull)
    appender.add(observations(1, from: 5), [], now: 0)
    #expect(appender.isFull)
  }

  @Test func `what no waiting mends is thrown at once`() throws {
    try onFaultyDisk { appender, log in
      appender.add(observations(1), [], now: 0)
      try log.connection.execute("PRAGMA query_only = 1")
      #expect(throws: Failure.self) { _ = try appender.append(now: 1000) }
    }
  }

  @Test func `a round is one transaction, and what comes between rounds waits for a second at most`() throws {
    let appender = try WatchAppender(log: try ReadModel.open(path: path, access: .create, busyTimeout: 0), record: nil)
    appender.add(observations(50), [], now: 0)
    _ = try appender.append(now: 10)
    #expect(appender.commits == 0)
    _ = try appender.append(now: 20, isComplete: true)
    #expect(appender.commits == 1)
    appender.add(observations(1, from: 100), [], now: 100)
    #expect(appender.dueAt == 1100)
    _ = try appender.append(now: 1100)
    #expect(appender.commits == 2)
  }

  @Test func `a recording has what was appended, and only that`() throws {
    let file = directory.file("record.jsonl")
    let log = try ReadModel.open(path: path, access: .create, busyTimeout: 0)
    let appender = try WatchAppender(log: log, record: try RecordFile(path: file))
    let other = try Connection(path: path, mode: .readWrite)
    try other.execute("BEGIN IMMEDIATE")
    appender.add(observations(3), [], now: 0)
    _ = try appender.append(now: 1000)
    #expect(directory.bytes(of: "record.jsonl") == [])
    try other.execute("ROLLBACK")
    _ = try appender.append(now: 10_000)
    #expect(directory.bytes(of: "record.jsonl")?.count { $0 == UInt8(ascii: "\n") } == 3)
  }
}
