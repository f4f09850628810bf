import NBSQLite

/// What SQL that a user wrote may not do while it runs: write, read what is kept from queries, take all memory.
final class UsersBounds {
  /// The keys of fingerprints and pseudonyms are in the first; the others show pages and statements as they are.
  private static let hiddenTables: Set<String> = ["setting", "sqlite_dbpage", "sqlite_stmt"]
  /// Of SQLite's own memory, and of the rows of an answer.
  private static let mostBytes: Int64 = 512 << 20
  private static let longestValue: Int32 = 64 << 20

  private let connection: Connection
  private let formerLength: Int32
  private let formerMemory: Int64
  private var bytes: Int64 = 0

  /// Sets the bounds.
  init(_ connection: Connection) {
    self.connection = connection
    connection.setAuthorizer(.readOnly, hiding: Self.hiddenTables)
    formerLength = connection.setLimit(.valueLength, to: Self.longestValue)
    formerMemory = Connection.limitMemory(to: Self.mostBytes)
  }

  /// Takes them away.
  func lift() {
    connection.setAuthorizer(nil)
    connection.setLimit(.valueLength, to: formerLength)
    Connection.limitMemory(to: formerMemory)
  }

  /// Counts a row of the answer.
  func count(_ row: [Value]) throws {
    for value in row {
      bytes += 32
      switch value {
      case .text(let text): bytes += Int64(text.utf8.count)
      case .blob(let blob): bytes += Int64(blob.count)
      case .null, .integer, .real: break
      }
    }
    guard bytes <= Self.mostBytes else {
      throw QuestionFault.nothing("the answer is larger than 512 MiB", hint: "Ask for less, with LIMIT or WHERE.")
    }
  }
}
