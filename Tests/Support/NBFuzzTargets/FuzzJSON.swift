import NBBasics

enum FuzzJSON {
  /// The tape: what it accepts it accepts again, and every node lies within the bytes.
  static func run(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { raw in
      var tape = JSONTape()
      guard let length = try? tape.parse(raw) else { return }
      promise(length <= raw.count, "a value ends within its bytes")
      walk(tape, JSONTape.root)
      var again = JSONTape()
      let part = UnsafeRawBufferPointer(rebasing: raw[..<length])
      promise((try? again.parse(part)) == length, "a value alone is the same value")
    }
  }

  private static func walk(_ tape: JSONTape, _ index: Int) {
    _ = tape.raw(index)
    switch tape.kind(index) {
    case .object:
      tape.forEachMember(of: index) { key, value in
        _ = tape.decoded(key)
        walk(tape, value)
      }
    case .array: tape.forEachElement(of: index) { walk(tape, $0) }
    case .string:
      let decoded = tape.decoded(index)
      var quoted: [UInt8] = []
      JSONText.appendQuoted(decoded, to: &quoted)
      var again = JSONTape()
      quoted.withUnsafeBytes { quoted in
        promise((try? again.parse(quoted)) == quoted.count, "a quoted string is a value")
        promise(again.decoded(JSONTape.root) == decoded, "quoting keeps a string")
      }
    case .number: _ = tape.integer(index)
    case .bool, .null: break
    }
  }

  /// A merge patch between two documents leads from one to the other.
  static func patch(_ bytes: [UInt8]) {
    let parts = bytes.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: false).map(Array.init)
    guard parts.count == 2, let base = canonical(parts[0]), let target = canonical(parts[1]) else { return }
    if let made = MergePatch.make(from: base, to: target) {
      promise(MergePatch.apply(made, to: base) == target, "a patch leads to its target")
    }
    // A stored patch may be damaged.
    _ = MergePatch.apply(parts[1], to: parts[0])
  }
}
