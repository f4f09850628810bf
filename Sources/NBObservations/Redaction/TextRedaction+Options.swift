import NBBasics

/// Command lines in text: programs whose short options take a password.
extension TextRedaction {
  /// What the short options of a program mean.
  enum CommandLine {
    /// A program that this knows nothing of: `mkdir -p x`, `docker run -p 80:80`.
    case none
    /// `-p` has a password, glued to it or behind a blank.
    case passwords
    /// `-u` has a name and, behind a colon, a password.
    case users
  }

  private static let passwordPrograms = [
    "mysql", "mysqldump", "mysqladmin", "mysqlimport", "mysqlsh", "mariadb", "mariadb-dump", "mariadb-admin", "sshpass",
    "login", "mongo", "mongosh", "mongodump", "mongorestore",
  ]
  private static let userPrograms = ["curl", "wget"]

  /// Where the password of an option begins; nil when the word is no such option. Remembers the program.
  mutating func passwordOfOption(_ word: Range<Int>) -> Int? {
    guard text[word.lowerBound] == UInt8(ascii: "-") else {
      if Self.passwordPrograms.contains(where: { text[word].elementsEqual($0.utf8) }) { program = .passwords }
      if Self.userPrograms.contains(where: { text[word].elementsEqual($0.utf8) }) { program = .users }
      return nil
    }
    switch program {
    case .none: return nil
    case .passwords:
      guard text[word].starts(with: "-p".utf8) else { return nil }
      let glued = word.lowerBound + 2
      if glued < text.count, !scan.isBlank(text[glued]) { return glued }
      let value = scan.skipBlanks(from: glued)
      return value < text.count && text[value] != UInt8(ascii: "-") ? value : nil
    case .users:
      guard text[word].elementsEqual("-u".utf8) || text[word].elementsEqual("--user".utf8) else { return nil }
      var end = scan.skipBlanks(from: word.upperBound)
      if end < text.count, scan.isQuote(text[end]) { end += 1 }
      while end < text.count, SecretShapes.isWord(text[end]) || text[end] == UInt8(ascii: "@") { end += 1 }
      return end + 1 < text.count && text[end] == UInt8(ascii: ":") ? end + 1 : nil
    }
  }

  /// Whether another command begins behind a byte.
  func endsCommand(_ byte: UInt8) -> Bool {
    byte == 0x0A || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "&")
  }
}
