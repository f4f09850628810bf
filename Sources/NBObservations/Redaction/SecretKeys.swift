/// Which keys hold secrets, by name. A new word is one line here; a test tries every one of them.
enum SecretKeys {
  /// What stands in place of a removed value.
  static let placeholder = "[redacted]"

  /// A key loses its value when its name contains one of these, in any case and without `_`, `-` and blanks.
  static let words = [
    "token", "password", "passwd", "passphrase", "adminpass", "secret", "authorization", "cookie", "privatekey",
    "accesskey", "apikey", "credential", "signature",
  ]

  /// Too short to be looked for inside of other names: a key loses its value when this is all of its name.
  static let wholeNames = ["pwd", "ak", "sk", "access", "allowedaccessips"]

  /// Names of sessions, which are looked for in text alone: `;jsessionid=`, `PHPSESSID=`.
  static let wordsInText = ["sessionid", "sessid", "accountkey"]

  /// The words that a name may hold from a letter on, by that letter.
  private static let wordsByLetter = table(words)
  private static let namesByLetter = table(wholeNames)
  private static let textWordsByLetter = table(wordsInText)

  /// Whether the value of a key with this name (its text, not its JSON escapes) is removed.
  static func matches(_ name: UnsafeRawBufferPointer) -> Bool { holdsWord(name) || isWholeName(name) }

  /// Whether a name contains one of the words.
  static func holdsWord(_ name: UnsafeRawBufferPointer) -> Bool { holds(wordsByLetter, name) }

  /// Whether the value of a key with this name is removed where the key stands in text.
  static func matchesInText(_ name: ArraySlice<UInt8>) -> Bool {
    name.withUnsafeBytes { matches($0) || holds(textWordsByLetter, $0) }
  }

  private static func holds(_ table: [[[UInt8]]], _ name: UnsafeRawBufferPointer) -> Bool {
    for start in 0..<name.count {
      let letter = Int(name[start] | 0x20) - 0x61
      guard letter >= 0, letter < 26 else { continue }
      for word in table[letter] where behind(word, in: name, from: start) != nil { return true }
    }
    return false
  }

  static func matches(_ name: some Collection<UInt8>) -> Bool {
    name.withContiguousStorageIfAvailable { matches(UnsafeRawBufferPointer($0)) }
      ?? Array(name).withUnsafeBytes { matches($0) }
  }

  private static func isWholeName(_ name: UnsafeRawBufferPointer) -> Bool {
    var start = 0
    while start < name.count, isSeparator(name[start]) { start += 1 }
    guard start < name.count else { return false }
    let letter = Int(name[start] | 0x20) - 0x61
    guard letter >= 0, letter < 26 else { return false }
    return namesByLetter[letter].contains { whole in
      guard var end = behind(whole, in: name, from: start) else { return false }
      while end < name.count, isSeparator(name[end]) { end += 1 }
      return end == name.count
    }
  }

  /// Where `word` ends when it begins at `start`, separators passed over; nil when it does not.
  private static func behind(_ word: [UInt8], in name: UnsafeRawBufferPointer, from start: Int) -> Int? {
    var at = start
    for letter in word {
      while at < name.count, isSeparator(name[at]) { at += 1 }
      guard at < name.count, lowercased(name[at]) == letter else { return nil }
      at += 1
    }
    return at
  }

  private static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ")
  }

  private static func table(_ words: [String]) -> [[[UInt8]]] {
    var table = [[[UInt8]]](repeating: [], count: 26)
    for word in words {
      let bytes = Array(word.utf8)
      table[Int(bytes[0]) - 0x61].append(bytes)
    }
    return table
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}
