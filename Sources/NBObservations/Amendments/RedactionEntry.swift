import NBBasics

/// An entry of the log that says what was erased from earlier answers. Their identities stay: they are made of digests.
public struct RedactionEntry: Hashable, Sendable {
  /// More answers are told by several entries: an entry stays a line that can be read.
  public static let maximumErasures = 100_000

  /// One answer from which something was erased.
  public struct Erasure: Hashable, Comparable, Sendable {
    /// Digest of the answer as it was appended, which the identities of its events are made of.
    public let answer: Digest
    /// Digest of what remains of it.
    public let remaining: Digest

    /// An erasure from its parts.
    public init(answer: Digest, remaining: Digest) {
      self.answer = answer
      self.remaining = remaining
    }

    /// Order of the answers, then of what remains.
    public static func < (left: Erasure, right: Erasure) -> Bool {
      left.answer != right.answer ? left.answer < right.answer : left.remaining < right.remaining
    }
  }

  /// What was erased, in words without any of the values.
  public let scope: String
  /// Why, in words of whoever erased it; redacted like free text.
  public let reason: String
  /// When.
  public let recordedAt: Instant
  /// The answers, ascending, each once.
  public let erasures: [Erasure]

  /// An entry from its parts; texts are redacted here.
  public init(scope: String, reason: String, recordedAt: Instant, erasures: some Sequence<Erasure>) {
    self.scope = AnswerFacts.redacted(scope)
    self.reason = AnswerFacts.redacted(reason)
    self.recordedAt = recordedAt
    var unique: [Erasure] = []
    for erasure in erasures.sorted() where unique.last != erasure { unique.append(erasure) }
    self.erasures = unique
  }

  /// Names the entry in the chain:
  ///
  ///     identity = SHA-256( f("redaction") f(scope) f(reason) f(erasures) ‖ recorded_at )
  ///
  /// `f` and the time as in ``EventIdentity``; `erasures` is the SHA-256 of the digests, answer and remaining by turns.
  /// It never changes.
  public var identity: Digest {
    var encoding = FieldEncoding()
    encoding.append("redaction".utf8)
    encoding.append(scope.utf8)
    encoding.append(reason.utf8)
    encoding.append(Digest(hashing: erasures.flatMap { $0.answer.bytes + $0.remaining.bytes }).bytes)
    encoding.append(recordedAt)
    return Digest(hashing: encoding.bytes)
  }

  /// Appends the entry as an envelope on one line, without line end.
  public func appendEnvelope(to line: inout [UInt8]) {
    line += "{\"kind\":\"redaction\",\"recorded_at\":\"\(recordedAt.rfc3339)\"".utf8
    for (name, text) in [("scope", scope), ("reason", reason)] {
      line += ",\"\(name)\":".utf8
      JSONText.appendQuoted(text, to: &line)
    }
    line += ",\"erasures\":[".utf8
    for (index, erasure) in erasures.enumerated() {
      line += "\(index > 0 ? "," : "")[\"\(erasure.answer.hex)\",\"\(erasure.remaining.hex)\"]".utf8
    }
    line += "]}".utf8
  }
}
