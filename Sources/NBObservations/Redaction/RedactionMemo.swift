import NBBasics

/// What redaction found out before: whether a name is that of a secret, what a string was written as, what the fingerprint of
/// a token is. Answers of an instance repeat all of them, and finding out that nothing is to be removed costs as much as
/// removing it.
///
/// What it holds may be secret: it stays in memory.
final class RedactionMemo {
  private struct Slot {
    let raw: [UInt8]
    let isURL: Bool
    let written: [UInt8]
  }

  /// A string that comes to the place of another takes it: there are no more than so many.
  private static let places = 8_192
  /// Bytes; longer strings are not kept.
  private static let longest = 1_024

  private var slots: [Int: Slot] = [:]
  private var names = [Name](repeating: Name(), count: nameCount)
  private var fingerprints: [String: String] = [:]

  // MARK: Names

  /// A name of up to 16 bytes: its first eight and its last eight of them, which are all.
  private struct Name {
    var first: UInt64 = 0
    var last: UInt64 = 0
    var count = 0
    var isSecret = false
  }

  private static let nameCount = 512

  /// As ``SecretKeys/matches(_:)-(UnsafeRawBufferPointer)``.
  func isSecret(name raw: UnsafeRawBufferPointer) -> Bool {
    guard (1...16).contains(raw.count) else { return SecretKeys.matches(raw) }
    var name = Name(count: raw.count)
    if raw.count >= 8 {
      name.first = raw.loadUnaligned(as: UInt64.self)
      name.last = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
    } else {
      for byte in raw { name.first = name.first << 8 | UInt64(byte) }
    }
    let spread = (name.first ^ name.last &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(raw.count)) &* 0xA076_1D64_78BD_642F
    let index = Int(truncatingIfNeeded: spread >> 48) & (Self.nameCount - 1)
    let known = names[index]
    if known.count == name.count, known.first == name.first, known.last == name.last { return known.isSecret }
    name.isSecret = SecretKeys.matches(raw)
    names[index] = name
    return name.isSecret
  }

  // MARK: Tokens

  /// The fingerprint of a token, which `make` makes the first time.
  func fingerprint(of token: String, make: (String) -> String) -> String {
    if let known = fingerprints[token] { return known }
    if fingerprints.count >= Self.places { fingerprints.removeAll(keepingCapacity: true) }
    let made = make(token)
    fingerprints[token] = made
    return made
  }

  // MARK: Strings

  /// What the string with this JSON text, without its quotes, is written as; nil when it is not known.
  func written(_ raw: UnsafeRawBufferPointer, isURL: Bool) -> [UInt8]? {
    guard raw.count <= Self.longest, let slot = slots[Self.index(raw)], slot.isURL == isURL,
      slot.raw.withUnsafeBytes({ $0.isEqual(to: raw) })
    else { return nil }
    return slot.written
  }

  /// Keeps what a string was written as, quotes included.
  func keep(_ raw: UnsafeRawBufferPointer, isURL: Bool, written: some Sequence<UInt8>) {
    guard raw.count <= Self.longest else { return }
    slots[Self.index(raw)] = Slot(raw: Array(raw), isURL: isURL, written: Array(written))
  }

  private static func index(_ raw: UnsafeRawBufferPointer) -> Int {
    Int(truncatingIfNeeded: BodyCache.hash(raw) >> 32) & (places - 1)
  }
}
