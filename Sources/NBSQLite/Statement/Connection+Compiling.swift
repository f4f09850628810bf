import CSQLite
import NBBasics

extension Connection {
  /// Compiles the only statement of `sql`.
  func compile(_ sql: String, flags: UInt32, owner: Connection?) throws(Failure) -> Statement {
    var result: Statement?
    try forEachStatement(of: sql, flags: flags, owner: owner) { (statement) throws(Failure) in
      guard result == nil else {
        throw Failure(
          .misuse, message: "cannot prepare on \(handle.place): the text holds more than one statement",
          hint: "Keep one statement, or run them as a script.")
      }
      result = statement
    }
    guard let result else {
      throw Failure(
        .misuse, message: "cannot prepare on \(handle.place): the text holds no statement",
        hint: "Write one SQL statement; comments alone are not enough.")
    }
    return result
  }

  /// Compiles the statements of a text one after the other and hands each to `body` before it compiles the next.
  func forEachStatement(
    of sql: String, flags: UInt32 = 0, owner: Connection? = nil,
    _ body: (Statement) throws(Failure) -> Void
  ) throws(Failure) {
    var sql = sql
    // SQLite stops reading at a NUL byte; what stands behind it would silently be left out.
    guard !sql.utf8.contains(0) else {
      throw Failure(
        .misuse, message: "cannot prepare on \(handle.place): the SQL text contains a NUL byte",
        hint: "Remove the NUL byte from the text.")
    }
    // Rethrown by hand, because the closure of withUTF8 erases the type of the error.
    let outcome: Result<Void, Failure> = sql.withUTF8 { text in
      Result { () throws(Failure) in
        var next = 0
        while next < text.count {
          let (pointer, end) = try self.compileFirst(of: text, from: next, flags: flags)
          next = end
          guard let pointer else { continue }
          try body(Statement(adopting: pointer, handle: handle, owner: owner))
        }
      }
    }
    try outcome.get()
  }

  /// The first statement from `start`, nil when only white space or comments are left, and where the text goes on.
  private func compileFirst(
    of text: UnsafeBufferPointer<UInt8>, from start: Int, flags: UInt32
  ) throws(Failure) -> (OpaquePointer?, Int) {
    guard let base = text.baseAddress else { return (nil, text.count) }
    guard let count = Int32(exactly: text.count - start) else {
      throw Failure(
        .misuse, message: "cannot prepare on \(handle.place): the SQL text is too long", hint: "Split the text.")
    }
    var pointer: OpaquePointer?
    var tail: UnsafePointer<CChar>?
    let code = UnsafeRawPointer(base + start).withMemoryRebound(to: CChar.self, capacity: Int(count)) {
      sqlite3_prepare_v3(handle.pointer, $0, count, flags, &pointer, &tail)
    }
    guard code == SQLITE_OK else {
      // Counted from the beginning of this statement; -1 when the error has no place in the text.
      let distance = Int(sqlite3_error_offset(handle.pointer))
      let position = distance < 0 ? nil : SQLPosition(byte: start + distance, of: text)
      throw handle.error(code, "cannot prepare on", at: position)
    }
    let end = tail.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? text.count
    return (pointer, end > start ? end : text.count)
  }
}
