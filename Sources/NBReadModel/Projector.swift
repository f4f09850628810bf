import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// Brings the projections up to the log, within the transaction that appends.
///
/// Events that come later than all of their stream are applied to the stored state. A stream that an event joins
/// earlier is folded anew from the log, alone: the result is as if all events had come in order (rules P1 to P3 of
/// docs/semantics.md).
public final class Projector {
  /// More folds are not kept in memory between transactions.
  private static let maximumFolds = 16_384

  private let connection: Connection
  private let tables: ProjectionTables
  private let readState: Statement
  private var folds: [Int64: InstanceFold] = [:]
  /// The head up to which `folds` is true.
  private var head: LogHead?

  public init(_ log: EventLog) throws(StoreError) {
    connection = log.connection
    tables = try ProjectionTables(connection, schema: .main)
    readState = try connection.prepare("SELECT state FROM main.instance WHERE stream_id = ?1")
  }

  /// Applies events that were appended behind `before` in the current transaction.
  ///
  /// - Parameters:
  ///   - before: the head before the transaction; folds from another head are forgotten.
  public func project(_ events: [AppendedEvent], before: LogHead) throws(StoreError) {
    if head != before || folds.count > Self.maximumFolds { folds.removeAll(keepingCapacity: true) }
    // Until the end of this call no head describes the folds: a failure in between forgets them.
    head = nil
    var touched: Set<Int64> = []
    var late: Set<Int64> = []
    for appended in events {
      let stream = appended.streamID
      if touched.insert(stream).inserted, folds[stream] == nil { folds[stream] = try storedFold(stream) }
      if late.contains(stream) { continue }
      let observation = appended.observation
      // A tie needs the order of identities, which refolding finds out.
      if let last = folds[stream]?.lastEventAt, observation.observedAt <= last {
        late.insert(stream)
        continue
      }
      var emitted = InstanceFold.Emitted()
      folds[stream, default: InstanceFold()].evolve(
        FoldEvent(
          observedAt: observation.observedAt, requestedAt: observation.requestedAt,
          answer: observation.content.answer),
        emitting: &emitted)
      try tables.write(emitted, stream: stream)
    }
    if !late.isEmpty {
      for stream in late { try tables.remove(stream: stream) }
      try Refold(connection).run(into: tables, streams: late, finished: { folds[$0] = $1 })
    }
    for stream in touched.subtracting(late).sorted() {
      if let fold = folds[stream] { try tables.write(fold, stream: stream) }
    }
  }

  /// The transaction that projected up to `head` has committed.
  public func committed(_ head: LogHead) { self.head = head }

  private func storedFold(_ stream: Int64) throws(StoreError) -> InstanceFold {
    readState.bind(stream, at: 1)
    defer { readState.reset() }
    guard try readState.step() else { return InstanceFold() }
    do {
      return try InstanceFold(decoding: readState.blob(0))
    } catch {
      throw StoreError(
        .corrupt, message: "the state of stream \(stream) is not readable", hint: "Run `nbtrack rebuild`.")
    }
  }
}
