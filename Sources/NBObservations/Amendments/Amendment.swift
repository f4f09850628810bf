/// An entry of the log that is no observation: it says what earlier ones are worth, or what was erased from them.
public enum Amendment: Hashable, Sendable {
  case void(VoidEntry)
  case redaction(RedactionEntry)

  /// Names the entry in the chain.
  public var identity: Digest {
    switch self {
    case .void(let entry): entry.identity
    case .redaction(let entry): entry.identity
    }
  }

  /// Appends the entry as an envelope on one line, without line end.
  public func appendEnvelope(to line: inout [UInt8]) {
    switch self {
    case .void(let entry): entry.appendEnvelope(to: &line)
    case .redaction(let entry): entry.appendEnvelope(to: &line)
    }
  }
}

/// An amendment with its place among the observations of a batch.
public struct PlacedAmendment: Sendable {
  /// How many observations of the batch come before it.
  public let observationsBefore: Int
  /// The entry.
  public let entry: Amendment

  /// An entry with its place.
  public init(observationsBefore: Int, entry: Amendment) {
    self.observationsBefore = observationsBefore
    self.entry = entry
  }
}
