/// What makes two answers about an instance the same: its redacted content without the moment at which the service
/// wrote it, and the fingerprint of its token.
package struct AnswerKey: Hashable, Sendable {
  package let content: [UInt8]
  package let fingerprint: String?

  package init(content: [UInt8], fingerprint: String?) {
    self.content = content
    self.fingerprint = fingerprint
  }
}

/// Which answers are appended: every one that tells something, and the last one before a change.
///
/// An answer of an instance at rest that equals the last appended one is held, one for each instance, the latest. Folds
/// make the same of the thinned log: an observation that equals both its neighbours changes nothing.
package struct Keeping<Payload> {
  /// Gap between repeated failures of one instance, or of the project.
  package static var failureGap: Int64 { 300_000 }

  private struct Instance {
    var appended: AnswerKey?
    var appendedAt: Int64
    var held: (key: AnswerKey, payload: Payload)?
  }

  /// Milliseconds; 0 appends everything.
  package var unchanged: Int64
  private var instances: [String: Instance] = [:]
  private var failures: [String: Int64] = [:]
  /// Observations that were not appended.
  package private(set) var dropped = 0

  package init(unchanged: Int64) { self.unchanged = unchanged }

  /// Answers in memory that may still be appended.
  package var heldCount: Int { instances.values.count { $0.held != nil } }

  /// An answer about an instance; gives what is to be appended now, in order of time.
  package mutating func take(
    _ payload: Payload, id: String, key: AnswerKey, isAtRest: Bool, now: Int64
  ) -> [Payload] {
    var instance = instances[id] ?? Instance(appended: nil, appendedAt: now)
    if unchanged > 0, isAtRest, key == instance.appended, now - instance.appendedAt < unchanged {
      if instance.held != nil { dropped += 1 }
      instance.held = (key, payload)
      instances[id] = instance
      return []
    }
    var kept: [Payload] = []
    if let held = instance.held {
      if held.key == key { dropped += 1 } else { kept.append(held.payload) }
    }
    kept.append(payload)
    instances[id] = Instance(appended: key, appendedAt: now)
    return kept
  }

  /// The instance is gone.
  package mutating func gone(_ payload: Payload, id: String) -> [Payload] {
    failures[id] = nil
    let held = instances.removeValue(forKey: id)?.held
    return (held.map { [$0.payload] } ?? []) + [payload]
  }

  /// A look failed: the first is appended, then one in five minutes. `id` is empty for a list, which concerns the
  /// project; `kind` names its failure.
  package mutating func failed(_ payload: Payload, id: String, kind: String, now: Int64) -> [Payload] {
    // Of a project the first of each kind, of an instance the first of any.
    let key = id.isEmpty ? " " + kind : id
    if let last = failures[key], now - last < Self.failureGap {
      dropped += 1
      return []
    }
    failures[key] = now
    return [payload]
  }

  /// Everything that is held, in order of instances; at the end, and when the user asks for it.
  package mutating func release() -> [Payload] {
    var kept: [Payload] = []
    for id in instances.keys.sorted() {
      guard let held = instances[id]?.held else { continue }
      kept.append(held.payload)
      instances[id]?.held = nil
      instances[id]?.appended = held.key
    }
    return kept
  }
}
