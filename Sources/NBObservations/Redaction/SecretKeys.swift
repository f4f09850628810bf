/// Which keys hold secrets, by name.
enum SecretKeys {
  /// What stands in place of a removed value.
  static let placeholder = "[redacted]"

  /// A key whose name contains one of these words, in any case, loses its value.
  private static let words: [[UInt8]] = [
    "token", "password", "passwd", "secret", "authorization", "cookie", "private_key", "access_key",
  ].map { Array($0.utf8) }

  /// Not a secret but personal, and needed by nothing here.
  private static let dropped = Array("allowed_access_ips".utf8)

  /// Whether the value of a key with this name (its text, not its JSON escapes) is removed.
  static func matches(_ name: UnsafeRawBufferPointer) -> Bool {
    var at = 0
    while at < name.count {
      // Only a handful of letters can open a word: most keys are passed in one look a byte.
      switch name[at] | 0x20 {
      case UInt8(ascii: "t"), UInt8(ascii: "p"), UInt8(ascii: "s"), UInt8(ascii: "a"), UInt8(ascii: "c"):
        if words.contains(where: { hasWord($0, in: name, at: at) }) { return true }
      default: break
      }
      at += 1
    }
    return name.count == dropped.count && hasWord(dropped, in: name, at: 0)
  }

  static func matches(_ name: [UInt8]) -> Bool {
    name.withUnsafeBytes { matches($0) }
  }

  private static func hasWord(_ word: [UInt8], in name: UnsafeRawBufferPointer, at start: Int) -> Bool {
    guard start + word.count <= name.count else { return false }
    for index in 0..<word.count where lowercased(name[start + index]) != word[index] { return false }
    return true
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
