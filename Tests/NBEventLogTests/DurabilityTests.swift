import NBObservations
import NBSQLite
import NBSQLiteFaults
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBEventLog

/// Failing disks. `EventLog.open` takes no file system, so these tests set up the connection themselves.
@Suite(.serialized) struct DurabilityTests {
  private let directory = TemporaryDirectory()
  private static let faults = FaultVFS(name: "log-faults", waitsForDisk: false)

  /// One batch a line group, with what was acknowledged before the disk failed.
  private func run(_ plan: FaultPlan, batches: [ObservationBatch], name: String) throws -> (
    acknowledged: Int64, failed: Bool
  ) {
    let path = directory.file(name)
    do {
      let log = try EventLog.open(path: path, access: .create)
      _ = try log.fingerprintKey()
    }
    var acknowledged: Int64 = 0
    var failed = false
    do {
      let connection = try Connection(path: path, mode: .readWrite, vfs: Self.faults.name)
      try connection.execute("PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 5;")
      let appender = try LogAppender(EventLog(testing: connection))
      Self.faults.set(plan)
      for batch in batches {
        do {
          acknowledged = try append(batch, to: appender).head.position
        } catch {
          failed = true
          break
        }
      }
    }
    Self.faults.set(nil)
    return (acknowledged, failed)
  }

  private func batches(_ seed: UInt64) throws -> [ObservationBatch] {
    let lines = RandomHistory(seed: seed, count: 60).lines
    return try stride(from: 0, to: 60, by: 10).map {
      try read(Array(lines[$0..<($0 + 10)].joined(separator: "\n").utf8))
    }
  }

  @Test(arguments: [0, 1, 2, 3, 5, 7, 10, 14, 19, 25, 32, 39])
  func
    `a disk that fails at any write or sync leaves every acknowledged event, no half batch, and the same run completes it`(
      step: Int
    ) throws
  {
    let batches = try batches(1)
    let clean = try openLog(directory, name: "clean.db")
    var heads: [LogHead] = [try clean.head()]
    let appender = try LogAppender(clean)
    for batch in batches { heads.append(try append(batch, to: appender).head) }

    for (index, plan) in [
      FaultPlan.fullDisk(afterWrites: step), .failedWrite(after: step), .failedSync(after: step / 3),
    ].enumerated() {
      let name = "\(step)-\(index).db"
      let (acknowledged, _) = try run(plan, batches: batches, name: name)
      let log = try openLog(directory, .write, name: name)
      #expect(try log.connection.integrityProblems().isEmpty)
      let head = try log.head()
      #expect(heads.contains(head))
      #expect(head.position >= acknowledged)
      #expect(try stored(log).count == Int(head.position))
      let again = try LogAppender(log)
      for batch in batches { try append(batch, to: again) }
      #expect(try log.head() == heads.last)
    }
  }

  @Test func `an appender goes on after a disk that was full for a while`() throws {
    let path = directory.file("log.db")
    do { _ = try openLog(directory) }
    let connection = try Connection(path: path, mode: .readWrite, vfs: Self.faults.name)
    try connection.execute("PRAGMA synchronous = FULL;")
    let log = EventLog(testing: connection)
    let appender = try LogAppender(log)
    let batches = try batches(2)
    let first = try append(batches[0], to: appender)
    Self.faults.set(.fullDisk(afterWrites: 1))
    #expect(storeError { try append(batches[1], to: appender) } == .full)
    Self.faults.set(nil)
    #expect(try log.head() == first.head)
    let second = try append(batches[1], to: appender)
    #expect(second.positions?.lowerBound == first.head.position + 1)
    #expect(try append(batches[1], to: appender).appended == 0)
  }
}
