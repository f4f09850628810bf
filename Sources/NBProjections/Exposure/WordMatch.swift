extension String {
  /// Whether this is the word, in any case, as `uppercased() == word` would say. Words from answers are compared for
  /// every spell of a question, and are nearly always ASCII.
  ///
  /// - Parameter word: ASCII, in upper case.
  func isWord(_ word: StaticString) -> Bool {
    var position = 0
    for byte in utf8 {
      if byte >= 0x80 { return uppercased() == "\(word)" }
      let isLower = UInt8(ascii: "a") <= byte && byte <= UInt8(ascii: "z")
      // Everything before is ASCII and alike, so a difference here is one whatever follows.
      guard position < word.utf8CodeUnitCount, word.utf8Start[position] == (isLower ? byte - 32 : byte) else {
        return false
      }
      position += 1
    }
    return position == word.utf8CodeUnitCount
  }
}
