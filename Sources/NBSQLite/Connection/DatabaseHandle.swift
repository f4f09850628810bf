import CSQLite
import NBBasics

/// Owns one `sqlite3 *`. Connection, statements and interrupters share it; the last one to go closes it.
///
/// Sendable for `sqlite3_interrupt` alone ("It is safe to call this routine from a thread different from the thread
/// that is currently running the database operation", manual of sqlite3_interrupt); everything else belongs to the
/// thread that uses the connection at the time.
@usableFromInline
final class DatabaseHandle: @unchecked Sendable {
  let pointer: OpaquePointer
  /// What messages call the database.
  let place: String
  /// True while the wrapper runs a statement of its own that the authorizer has to let pass.
  var isRunningOwnStatement = false
  /// Tables that the authorizer hides, in lower case.
  var hiddenTables: Set<String> = []
  /// Asked now and then while statements run.
  var isOver: (() -> Bool)?

  init(adopting pointer: OpaquePointer, place: String) {
    self.pointer = pointer
    self.place = place
  }

  deinit { sqlite3_close_v2(pointer) }

  /// The error that the last call on this connection left, as a `Failure`.
  ///
  /// - Parameters:
  ///   - code: the result of the failed call.
  ///   - action: what was being done, as the beginning of a sentence: "cannot commit".
  ///   - position: line and column of the mistake in the text of the statement, when it is one.
  func error(_ code: Int32, _ action: String, at position: SQLPosition? = nil) -> Failure {
    let extended = sqlite3_extended_errcode(pointer)
    let exact = extended & 0xff == code & 0xff ? extended : code
    // errmsg speaks of the last failed call; when that was another one, only the general words for the code are true.
    let said = String(cString: exact == extended ? sqlite3_errmsg(pointer) : sqlite3_errstr(code))
    var message = "\(action) \(place)"
    if let position { message += ", line \(position.line), column \(position.column)" }
    return Failure(Failure.Kind(code: exact), code: exact, message: "\(message): \(withoutArguments(said))")
  }

  /// Cuts what SQLite quotes out of an argument: "JSON path error near '…'" repeats the path that was bound.
  private func withoutArguments(_ message: String) -> String {
    message.hasPrefix("JSON path error near") ? "JSON path error" : message
  }
}

/// Where in a text of SQL something stands; both count from 1, columns in bytes.
struct SQLPosition {
  let line: Int
  let column: Int

  /// - Parameter index: of the byte in `text`, at most its count.
  init(byte index: Int, of text: UnsafeBufferPointer<UInt8>) {
    let before = text[..<min(max(index, 0), text.count)]
    let newline = UInt8(ascii: "\n")
    line = 1 + before.count { $0 == newline }
    column = before.count - (before.lastIndex(of: newline).map { $0 + 1 } ?? 0) + 1
  }
}
