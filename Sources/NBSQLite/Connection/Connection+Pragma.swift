import CSQLite
import NBBasics

extension Connection {
  /// The first column of the first row of a query, nil without a row.
  public func firstValue(_ sql: String) throws(Failure) -> Value? {
    let statement = try prepare(sql)
    return try statement.step() ? statement.value(0) : nil
  }

  /// The value of a pragma, such as `page_size`; `.null` when it gives none.
  ///
  /// - Parameter name: a name of the manual's list; letters, digits and underscores.
  public func pragma(_ name: StaticString) throws(Failure) -> Value {
    try firstValue("PRAGMA \(name)") ?? .null
  }

  /// Sets a pragma to an integer and returns what SQLite answers, `.null` when it answers nothing.
  @discardableResult
  public func setPragma(_ name: StaticString, to value: Int64) throws(Failure) -> Value {
    try answer("PRAGMA \(name) = \(value)")
  }

  /// Sets a pragma to a word and returns what SQLite answers: `setPragma("journal_mode", to: "wal")`.
  @discardableResult
  public func setPragma(_ name: StaticString, to word: StaticString) throws(Failure) -> Value {
    try answer("PRAGMA \(name) = \(word)")
  }

  /// Runs to its end what may write: only there it commits, and only there says that it could not.
  private func answer(_ pragma: String) throws(Failure) -> Value {
    let statement = try prepare(pragma)
    guard try statement.step() else { return .null }
    let value = statement.value(0)
    while try statement.step() {}
    return value
  }

  /// A number that changes when another connection has committed to the database ("PRAGMA data_version").
  public var dataVersion: Int64 {
    get throws(Failure) { try storedInteger("PRAGMA data_version") }
  }

  /// The number by which applications mark their files; 0 in a fresh database.
  public var applicationID: Int32 {
    get throws(Failure) { Int32(truncatingIfNeeded: try storedInteger("PRAGMA application_id")) }
  }

  /// The version of the schema, kept by `migrate`; 0 in a fresh database.
  public var userVersion: Int {
    get throws(Failure) { Int(try storedInteger("PRAGMA user_version")) }
  }

  /// Problems that `PRAGMA integrity_check` finds, at most 100; none in a sound database.
  ///
  /// - Throws: also when a page cannot be read: what it holds is then not known.
  public func integrityProblems() throws(Failure) -> [String] {
    let statement = try prepare("PRAGMA integrity_check")
    var problems: [String] = []
    while try statement.step() { problems.append(statement.text(0)) }
    // The check goes on after such a failure, and reports it in words among the damages.
    if let failed = problems.first(where: Self.isFailedRead) {
      throw Failure(.inputOutput, code: SQLITE_IOERR, message: "\(path) cannot be read as a whole: \(failed)")
    }
    return problems == ["ok"] ? [] : problems
  }

  /// Whether a message of the check is of a page that could not be read: "error code=266" is SQLITE_IOERR_READ, and
  /// pages of a list are told without a code.
  private static func isFailedRead(_ message: String) -> Bool {
    if message.contains("failed to get page") { return true }
    guard let code = message.split(separator: "unable to get the page. error code=").dropFirst().first else {
      return false
    }
    return (Int32(code.prefix(while: \.isNumber)) ?? 0) & 0xff == SQLITE_IOERR
  }

  /// Moves the write-ahead log into the database and empties it, as far as readers permit.
  ///
  /// - Returns: whether all of it was moved; false when a reader still needs a part.
  @discardableResult
  public func checkpoint() throws(Failure) -> Bool {
    let code = sqlite3_wal_checkpoint_v2(handle.pointer, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    if code & 0xff == SQLITE_BUSY { return false }
    guard code == SQLITE_OK else { throw handle.error(code, "cannot checkpoint") }
    return true
  }

  private func storedInteger(_ sql: String) throws(Failure) -> Int64 {
    let statement = try cached(sql)
    // Reset at once: a statement that stays at its row keeps a read transaction open.
    defer { statement.reset() }
    return try statement.step() ? statement.integer(0) : 0
  }
}
