import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBTestFiles
import Testing

@testable import NBCommands

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct AppendThreadTests {
  private let directory = TemporaryDirectory()
  private var path: String { directory.file("log.db") }

  /// A batch of one observation, made in this second.
  private func batch(_ second: Int64) -> ObservationBatch {
    var batch = ObservationBatch()
    batch.observations = [
      Observation(
        observedAt: Instant(milliseconds: 1_790_000_000_000 + second * 1000), requestedAt: nil,
        content: ObservedAnswer(
          stream: StreamKey(region: "r", projectID: "p", notebookID: "n"), kind: .poll, httpStatus: 200, request: nil,
          body: Body(canonical: Array(#"{"status":"STOPPED"}"#.utf8), tokenFingerprint: nil)))
    ]
    return batch
  }

  @Test func `batches are kept in the order in which they were handed over, and each is told once`() throws {
    let log = try ReadModel.open(path: path, access: .create)
    let thread = AppendThread(try LogWriter(log))
    var kept: [AppendThread.Kept] = []
    for second in 0..<20 as Range<Int64> { kept += try thread.append(batch(second)) }
    kept += try thread.settle()
    #expect(kept.map { $0.result.positions } == (1...20).map { $0...$0 })
    #expect(kept.map { $0.batch.observations[0].observedAt } == (0..<20).map { batch($0).observations[0].observedAt })
    #expect(try thread.settle().isEmpty)
  }

  @Test func `a batch that cannot be kept stops those behind it, and what was kept before is told`() throws {
    let log = try ReadModel.open(path: path, access: .create)
    let thread = AppendThread(try LogWriter(log))
    _ = try thread.append(batch(0))
    _ = try thread.settle()
    // Replaced while it is open.
    #expect(rename(path, path + ".old") == 0)
    _ = try thread.append(batch(1))
    let failure = #expect(throws: Failure.self) { try thread.settle() }
    #expect(failure?.kind == .stale)
    #expect(throws: Failure.self) { try thread.append(batch(2)) }
    #expect(thread.kept().isEmpty)
    #expect(rename(path + ".old", path) == 0)
    #expect(try EventLog.open(path: path, access: .read).head().position == 1)
  }

  @Test func `who lets go of it waits for the batch that is being appended`() throws {
    let log = try ReadModel.open(path: path, access: .create)
    do {
      let thread = AppendThread(try LogWriter(log))
      _ = try thread.append(batch(0))
    }
    #expect(try log.head().position == 1)
  }
}
