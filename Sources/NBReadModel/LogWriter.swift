import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// Appends observations and keeps the projections with them: in one transaction the log and all that follows from it
/// change together, or nothing does.
///
/// Writers of several processes may take turns on one database; each sees what the others appended.
package final class LogWriter {
  private let log: EventLog
  private let appender: LogAppender
  /// Its folds in memory are those of the head at which it last projected; nil: none are known to be true.
  private var projector: Projector?
  private let isBulk: Bool
  private var wasLate = false

  /// A writer on a log that is open for writing; to append it has to be open with its projections, see `ReadModel.open`.
  ///
  /// - Parameter isBulk: whether it may use more memory while events come late.
  package init(_ log: EventLog, isBulk: Bool = false) throws(Failure) {
    self.log = log
    self.isBulk = isBulk
    appender = try LogAppender(log)
  }

  /// Appends the observations that the log does not hold yet, keeps the rejects, and brings the projections up to date.
  ///
  /// - Parameter recordedAt: the time of the commit.
  /// - Returns: only after the transaction has committed.
  /// - Throws: when nothing of the batch was kept. `.stale` when another version made the projections meanwhile. The
  ///   writer can be used again.
  @discardableResult
  package func append(_ batch: ObservationBatch, recordedAt: Instant) throws(Failure) -> AppendResult {
    do {
      var refolded = 0
      var result = try appender.append(batch, recordedAt: recordedAt) { (appended) throws(Failure) in
        refolded = try project(appended)
      }
      result.refolded = refolded
      noteLateness(refolded > 0)
      return result
    } catch {
      // What was folded within the transaction is not in the database.
      projector = nil
      throw error
    }
  }

  private func noteLateness(_ isLate: Bool) {
    guard isBulk, isLate != wasLate else { return }
    // The batch is kept already: that the cache keeps its size is no failure of it.
    try? log.limitCache(kibibytes: isLate ? EventLog.largeCache : EventLog.usualCache)
    wasLate = isLate
  }

  /// As ``append(_:recordedAt:)``, for observations that were made and not read.
  @discardableResult
  package func append(_ observations: [Observation], recordedAt: Instant) throws(Failure) -> AppendResult {
    var batch = ObservationBatch()
    batch.observations = observations
    return try append(batch, recordedAt: recordedAt)
  }

  /// Takes back the events at these positions that count until now: from here on everything that follows from the log is
  /// as if they had never come.
  ///
  /// - Parameter reason: for whoever reads the log later; redacted like free text.
  /// - Returns: only after the transaction has committed; nothing appended when none of them counts.
  @discardableResult
  package func void(
    _ positions: PositionRanges, reason: String, recordedAt: Instant
  ) throws(Failure) -> AppendResult {
    do {
      return try appender.void(positions, reason: reason, recordedAt: recordedAt) { (appended) throws(Failure) in
        try project(appended)
      }
    } catch {
      projector = nil
      throw error
    }
  }

  /// Erases from stored answers and rejects what a rule says, and notes it in the log; the projections are made anew from
  /// what remains. The bytes are gone from the files after `EventLog.purge()`.
  ///
  /// - Parameters:
  ///   - stream: of one instance alone; nil: of all, and of rejects.
  ///   - isDryRun: whether everything is taken back in the end.
  package func redact(
    _ rule: ErasureRule, of stream: StreamKey?, reason: String, recordedAt: Instant, isDryRun: Bool = false
  ) throws(Failure) -> (result: AppendResult, erased: Erased) {
    // Folds remember what goes.
    defer { projector = nil }
    let id = try stream.map { (key) throws(Failure) in try log.streamID(key) } ?? nil
    guard stream == nil || id != nil else {
      throw Failure(.misuse, message: "the log has no such instance", hint: "")
    }
    let scope = rule.scope + (stream.map { " of instance \($0.notebookID)" } ?? "")
    return try appender.redact(
      rule, stream: id, scope: scope, reason: reason, recordedAt: recordedAt, isDryRun: isDryRun
    ) { (appended) throws(Failure) in try project(appended) }
  }

  /// Appends and takes it back: what a dry run reports. Batches do not see each other, and projections are not asked.
  package func tryAppending(_ batch: ObservationBatch, recordedAt: Instant) throws(Failure) -> AppendResult {
    try appender.tryAppending(batch, recordedAt: recordedAt)
  }

  /// - Returns: how many instances were folded anew.
  @discardableResult
  private func project(_ appended: AppendedEvents) throws(Failure) -> Int {
    guard try ReadModel.isCurrent(log) else {
      throw Failure(
        .stale, message: "another version of the program rebuilt the projections in \(log.path) meanwhile",
        hint: "Run the same command again; what was acknowledged is kept.")
    }
    return try currentProjector().project(appended)
  }

  private func currentProjector() throws(Failure) -> Projector {
    if let projector { return projector }
    let made = try Projector(log)
    projector = made
    return made
  }
}
