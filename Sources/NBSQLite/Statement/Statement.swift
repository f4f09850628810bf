import CSQLite
import NBBasics

/// One compiled statement. Not shared between threads. Parameters count from 1, columns from 0, as in SQLite.
///
/// Binding never throws: a failed binding (a number out of range, a value too big) is kept and thrown by the next
/// `step()` or `run()`.
public final class Statement {
  @usableFromInline let pointer: OpaquePointer
  @usableFromInline let handle: DatabaseHandle
  /// Keeps the connection alive, with what was registered on it; nil in the connection's own cache.
  private let owner: Connection?
  /// The first failure of a binding since the last reset; SQLITE_OK when there was none.
  @usableFromInline var bindingFailure: Int32 = SQLITE_OK

  init(adopting pointer: OpaquePointer, handle: DatabaseHandle, owner: Connection?) {
    self.pointer = pointer
    self.handle = handle
    self.owner = owner
  }

  deinit { sqlite3_finalize(pointer) }

  /// Goes to the next row.
  ///
  /// - Returns: true when there is a row to read, false when the statement is done.
  /// - Throws: the failure; the statement is then reset and can be used again.
  @inlinable
  public func step() throws(Failure) -> Bool {
    if bindingFailure == SQLITE_OK {
      let code = sqlite3_step(pointer)
      if code == SQLITE_ROW { return true }
      if code == SQLITE_DONE { return false }
      throw failure(code)
    }
    throw failure(bindingFailure)
  }

  /// Runs the statement to its end, ignores its rows and makes it ready for the next run; bindings stay.
  @inlinable
  public func run() throws(Failure) {
    while try step() {}
    sqlite3_reset(pointer)
  }

  /// Makes the statement ready to run again and gives up its locks; bindings stay.
  @inlinable
  public func reset() {
    // The result repeats the failure of the last step, which was thrown there.
    sqlite3_reset(pointer)
    bindingFailure = SQLITE_OK
  }

  /// Makes every parameter NULL.
  @inlinable
  public func clearBindings() {
    sqlite3_clear_bindings(pointer)
  }

  /// Whether running the statement leaves the database file as it is.
  public var isReadOnly: Bool { sqlite3_stmt_readonly(pointer) != 0 }

  @usableFromInline
  func failure(_ code: Int32) -> Failure {
    let error =
      bindingFailure == SQLITE_OK
      ? handle.error(code, "cannot run a statement on")
      : Failure(
        Failure.Kind(code: code), code: code,
        message: "cannot bind a parameter on \(handle.place): \(String(cString: sqlite3_errstr(code)))")
    reset()
    return error
  }
}
