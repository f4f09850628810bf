import NBBasics

/// An entry of the log that takes events back: they stay where they are and count no longer.
///
/// Events are named by their identities, so that an entry means the same in every log that it comes to.
public struct VoidEntry: Hashable, Sendable {
  /// More events are taken back by several entries: an entry stays a line that can be read.
  public static let maximumEvents = 100_000

  /// Where the events stand in the log in which the entry was made; elsewhere a number without meaning.
  public let positions: PositionRanges
  /// Why, in words of whoever took them back; redacted like free text.
  public let reason: String
  /// When.
  public let recordedAt: Instant
  /// Identities of the events, ascending, each once.
  public let events: [Digest]

  /// An entry from its parts; the reason is redacted here.
  public init(positions: PositionRanges, reason: String, recordedAt: Instant, events: some Sequence<Digest>) {
    self.positions = positions
    self.reason = AnswerFacts.redacted(reason)
    self.recordedAt = recordedAt
    var unique: [Digest] = []
    for event in events.sorted() where unique.last != event { unique.append(event) }
    self.events = unique
  }

  /// Names the entry in the chain:
  ///
  ///     identity = SHA-256( f("void") f(positions) f(reason) f(events) ‖ recorded_at )
  ///
  /// `f` and the time as in ``EventIdentity``; `positions` is their text, `events` the SHA-256 of the identities, one
  /// behind the other. It never changes.
  public var identity: Digest {
    var encoding = FieldEncoding()
    encoding.append("void".utf8)
    encoding.append(positions.text.utf8)
    encoding.append(reason.utf8)
    encoding.append(Digest(hashing: events.flatMap(\.bytes)).bytes)
    encoding.append(recordedAt)
    return Digest(hashing: encoding.bytes)
  }

  /// Appends the entry as an envelope on one line, without line end.
  public func appendEnvelope(to line: inout [UInt8]) {
    line += "{\"kind\":\"void\",\"recorded_at\":\"\(recordedAt.rfc3339)\",\"positions\":\"\(positions.text)\"".utf8
    line += ",\"reason\":".utf8
    JSONText.appendQuoted(reason, to: &line)
    line += ",\"events\":[".utf8
    for (index, event) in events.enumerated() { line += "\(index > 0 ? "," : "")\"\(event.hex)\"".utf8 }
    line += "]}".utf8
  }
}
