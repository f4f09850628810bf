import NBBasics
import NBObservations
import NBSQLite

/// The last position of a log and the end of its chain, which names the whole log.
package struct LogHead: Hashable, Sendable {
  /// The head of an empty log.
  package static let empty = LogHead(position: 0, digest: .zero)

  /// 0 for an empty log.
  package let position: Int64
  /// The end of the chain: ``Digest/zero`` for an empty log.
  package let digest: Digest

  /// A head from its parts; whether a log ever had it is not checked.
  package init(position: Int64, digest: Digest) {
    self.position = position
    self.digest = digest
  }
}

extension EventLog {
  /// Where the log ends; of a merged database the number of its events and the head of the fleet's runs.
  package func head() throws(Failure) -> LogHead {
    let statement = try connection.cached(LogSQL.readHead)
    defer { statement.reset() }
    guard try statement.step() else {
      return try fleet().map { LogHead(position: $0.events, digest: $0.head ?? .zero) } ?? .empty
    }
    guard let digest = Digest(bytes: statement.blob(1)) else {
      throw Failure(.corrupt, message: "\(connection.path): the last head is not 32 bytes")
    }
    return LogHead(position: statement.integer(0), digest: digest)
  }

  /// Observation times of the first and the last event in time; nil without any.
  ///
  /// - Parameter includingVoided: whether events that were taken back are among them.
  package func span(includingVoided: Bool = false) throws(Failure) -> ClosedRange<Instant>? {
    let voided = try voidedPositions()
    guard voided.isEmpty || includingVoided else {
      guard let first = try firstCounting(LogSQL.observationsForwards, voided),
        let last = try firstCounting(LogSQL.observationsBackwards, voided)
      else { return nil }
      return first...last
    }
    // Two questions: SQLite reads one end of the index for each, and the whole of it for both in one.
    guard let first = try connection.firstValue(LogSQL.firstObservation)?.integer, let last = try lastObservedAt()
    else { return try fleet()?.span }
    return Instant(milliseconds: first)...last
  }

  /// Observation time of the last event, whether it counts or not; nil for an empty log.
  func lastObservedAt() throws(Failure) -> Instant? {
    try connection.firstValue(LogSQL.lastObservation)?.integer.map(Instant.init(milliseconds:))
  }

  private func firstCounting(_ sql: String, _ voided: VoidedPositions) throws(Failure) -> Instant? {
    let statement = try connection.prepare(sql)
    while try statement.step() {
      if !voided.contains(statement.integer(1)) { return Instant(milliseconds: statement.integer(0)) }
    }
    return nil
  }
}
