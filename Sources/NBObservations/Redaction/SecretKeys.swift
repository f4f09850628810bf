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
  private static let wordsByLetter = WordTable(words)
  private static let namesByLetter = WordTable(wholeNames)
  private static let textWordsByLetter = WordTable(wordsInText)

  /// Whether the value of a key with this name (its text, not its JSON escapes) is removed.
  static func matches(_ name: UnsafeRawBufferPointer) -> Bool { holdsWord(name) || isWholeName(name) }

  /// Whether a name contains one of the words.
  static func holdsWord(_ name: UnsafeRawBufferPointer) -> Bool { holds(wordsByLetter, name) }

  /// Whether the value of a key with this name is removed where the key stands in text.
  static func matchesInText(_ name: ArraySlice<UInt8>) -> Bool {
    name.withUnsafeBytes { matches($0) || holds(textWordsByLetter, $0) }
  }

  private static func holds(_ table: WordTable, _ name: UnsafeRawBufferPointer) -> Bool {
    for start in 0..<name.count {
      // No word begins with most pairs of letters: nearly every name is passed over by this look alone.
      guard table.mayBegin(at: start, of: name) else { continue }
      let letter = Int(name[start] | 0x20) - 0x61
      for word in table.words[letter] where behind(word, in: name, from: start) != nil { return true }
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
    guard namesByLetter.mayBegin(at: start, of: name) else { return false }
    return namesByLetter.words[Int(name[start] | 0x20) - 0x61].contains { whole in
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

  fileprivate static func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: " ")
  }

  static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
  }
}

/// Words by their first letter, and which letters may follow it.
private struct WordTable {
  private(set) var words = [[[UInt8]]](repeating: [], count: 26)
  /// Second letters by the first, as bits; bit 31 where one letter is a whole word.
  private var seconds = InlineArray<26, UInt32>(repeating: 0)

  init(_ list: [String]) {
    for word in list {
      let bytes = Array(word.utf8)
      let first = Int(bytes[0]) - 0x61
      words[first].append(bytes)
      seconds[first] |= bytes.count > 1 ? 1 << (bytes[1] - 0x61) : 1 << 31
    }
  }

  /// False where no word of the table begins.
  @inline(__always)
  func mayBegin(at start: Int, of name: UnsafeRawBufferPointer) -> Bool {
    let first = (name[start] | 0x20) &- 0x61
    guard first < 26 else { return false }
    let mask = seconds[Int(first)]
    guard mask != 0, mask >> 31 == 0, start + 1 < name.count else { return mask != 0 }
    let second = (name[start + 1] | 0x20) &- 0x61
    return second < 26 ? mask >> UInt32(second) & 1 == 1 : SecretKeys.isSeparator(name[start + 1])
  }
}
