import NBBasics
import NBObservations
import NBSQLite

/// An amendment as the log keeps it.
package struct StoredAmendment: Sendable {
  /// Its place in the order of appending.
  package let position: Int64
  /// What it says.
  package let entry: Amendment
  /// As stored; nil when that is no digest.
  let identity: Digest?

  /// That it is not what was appended, in words that say where; nil when it is.
  package var contradiction: String? {
    if identity == entry.identity { return nil }
    let kind = if case .void = entry { "void" } else { "redaction" }
    return "the \(kind) at position \(position) is not what was appended"
  }
}

/// Puts the amendments of a log together while its events pass by in the order of positions.
package struct AmendmentWalk {
  /// Those that take events back.
  package private(set) var voids: VoidWalk
  private var redactions: ArraySlice<StoredRedaction>

  /// Reads the amendments of a log, none of an earlier version.
  package init(_ log: EventLog) throws(Failure) {
    voids = try VoidWalk(log.connection)
    redactions = try log.redactions()[...]
  }

  /// The position of the next one; nil behind the last.
  package var nextPosition: Int64? {
    guard let void = voids.nextPosition else { return redactions.first?.position }
    return min(void, redactions.first?.position ?? void)
  }

  /// Notes an event that passes by, as ``VoidWalk/pass(_:_:)``.
  package mutating func pass<Thrown: Error>(
    _ position: Int64, _ identity: () throws(Thrown) -> Digest
  ) throws(Thrown) {
    try voids.pass(position, identity)
  }

  /// The next one, once all events before it have passed by; nil behind the last.
  package mutating func take() throws(Failure) -> StoredAmendment? {
    if let redaction = redactions.first, voids.nextPosition.map({ redaction.position < $0 }) ?? true {
      redactions.removeFirst()
      return StoredAmendment(
        position: redaction.position, entry: .redaction(redaction.entry), identity: redaction.identity)
    }
    return try voids.take().map {
      StoredAmendment(position: $0.position, entry: .void($0.entry), identity: $0.identity)
    }
  }
}
