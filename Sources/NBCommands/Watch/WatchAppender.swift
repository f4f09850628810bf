import NBBasics
import NBCollector
import NBEventLog
import NBObservations
import NBReadModel
import NBSQLite

/// Appends what the targets saw. A batch that the store does not take stays in memory and is tried again.
final class WatchAppender {
  /// At so many observations in memory polling pauses.
  static let pauseAt = 100_000
  /// A store that takes nothing for so long ends the service.
  private static let patience: Int64 = 600_000

  private let writer: LogWriter
  private let record: RecordFile?
  private var batch = ObservationBatch()
  private var oldest: Int64?
  private var failingSince: Int64?
  private var nextTry: Int64 = 0
  private var pause: Int64 = 1000

  private(set) var appended = 0
  private(set) var duplicates = 0
  private(set) var rejected = 0
  private(set) var positions: ClosedRange<Int64>?
  private(set) var head: LogHead
  private(set) var commits = 0

  init(log: EventLog, record: RecordFile?) throws {
    // A service that appends a few rows a second needs no cache for an import, which would grow with the file.
    try log.limitCache(kibibytes: 4096)
    writer = try LogWriter(log)
    head = try log.head()
    self.record = record
  }

  var isFull: Bool { batch.count >= Self.pauseAt }
  var isEmpty: Bool { batch.count == 0 }

  func add(_ observations: [Observation], _ rejects: [Reject], now: Int64) {
    guard !observations.isEmpty || !rejects.isEmpty else { return }
    batch.observations += observations
    batch.rejects += rejects
    if oldest == nil { oldest = now }
  }

  /// When the batch is to be appended at the latest: a second after its oldest observation came.
  var dueAt: Int64? { oldest.map { max($0 + 1000, nextTry) } }

  /// Appends the batch if it is due.
  ///
  /// - Parameters:
  ///   - isComplete: a round ended, which is one transaction.
  ///   - isLast: the run ends: nothing is waited for.
  /// - Returns: a line when the store begins to fail or recovers.
  /// - Throws: what no waiting mends, and a failure of ten minutes.
  func append(now: Int64, isComplete: Bool = false, isLast: Bool = false) throws -> LogLine? {
    let isDue = isLast || (now >= nextTry && (isComplete || now >= (dueAt ?? 0)))
    guard batch.count > 0, isDue else { return nil }
    do throws(Failure) {
      let result = try writer.append(batch, recordedAt: Clock.now)
      note(result)
    } catch {
      guard [.busy, .full, .inputOutput].contains(error.kind) else { throw error }
      let since = failingSince ?? now
      if now - since >= Self.patience || (isLast && error.kind != .busy) { throw error }
      nextTry = now + pause
      pause = min(pause * 2, 60_000)
      defer { failingSince = since }
      return failingSince == nil
        ? LogLine("store failing", [("error", error.message), ("held", String(batch.count))]) : nil
    }
    try record?.write(batch.observations)
    batch = ObservationBatch()
    oldest = nil
    pause = 1000
    nextTry = 0
    guard let since = failingSince else { return nil }
    failingSince = nil
    return LogLine("store recovered", [("after", Span.text(now - since))])
  }

  private func note(_ result: AppendResult) {
    appended += result.appended
    duplicates += result.duplicates
    rejected += batch.rejects.count
    head = result.head
    commits += 1
    if let added = result.positions { positions = (positions?.lowerBound ?? added.lowerBound)...added.upperBound }
  }
}
