import NBBasics

/// How a transaction begins.
public enum TransactionMode: String, Sendable {
  /// Takes locks when they are needed; for readers, who then see one state of the database throughout.
  case deferred = "DEFERRED"
  /// Takes the write lock at once, so that `.busy` comes at the beginning and not half-way; for writers.
  case immediate = "IMMEDIATE"
}

extension Connection {
  /// Runs `body` within a transaction: commits when it returns, rolls back when it throws.
  ///
  /// - Throws: the error of `body` unchanged, `.busy` when the lock is not to be had, `.misuse` within another
  ///   transaction, or why the commit failed; after any of them nothing of the transaction is in the database.
  public func transaction<Result>(
    _ mode: TransactionMode, _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try transaction(mode, throwing: Failure.self, body)
  }

  /// As `transaction(_:_:)`, for a body with an error type of its own, in which the store's errors arrive too.
  public func transaction<Result, Thrown: FailureHolder>(
    _ mode: TransactionMode, throwing: Thrown.Type, _ body: () throws(Thrown) -> Result
  ) throws(Thrown) -> Result {
    do throws(Failure) { try begin(mode) } catch { throw Thrown(error) }
    let result: Result
    do throws(Thrown) {
      result = try body()
    } catch {
      rollBack()
      throw error
    }
    do throws(Failure) { try commit() } catch { throw Thrown(error) }
    return result
  }

  /// Runs `body`, which reads, within the open transaction or one of its own: all of it sees one state.
  public func inOneState<Result>(_ body: () throws(Failure) -> Result) throws(Failure) -> Result {
    isInTransaction ? try body() : try transaction(.deferred, body)
  }

  /// Begins a transaction that `commit()` or `rollBack()` ends, where a closure does not fit.
  public func begin(_ mode: TransactionMode) throws(Failure) {
    guard !isInTransaction else {
      throw Failure(.misuse, message: "cannot begin a transaction on \(path): one is open already")
    }
    try runOwn("BEGIN \(mode.rawValue)")
  }

  /// Commits; when that fails, rolls back, so that no transaction is open afterwards in any case.
  public func commit() throws(Failure) {
    do throws(Failure) {
      try runOwn("COMMIT")
    } catch {
      rollBack()
      throw error
    }
  }

  /// Rolls back. No error when SQLite has done so itself, as it may after a full disk or a failed write.
  public func rollBack() {
    // ROLLBACK fails only where no transaction is open ("If the transaction has already been rolled back
    // automatically by the error response, then the ROLLBACK command will fail with an error, but no harm").
    if isInTransaction { try? runOwn("ROLLBACK") }
  }

  /// Runs a statement that a user's SQL may not contain under `Authorizer.readOnly`, and the wrapper may.
  private func runOwn(_ sql: String) throws(Failure) {
    handle.isRunningOwnStatement = true
    defer { handle.isRunningOwnStatement = false }
    try cached(sql).run()
  }
}
