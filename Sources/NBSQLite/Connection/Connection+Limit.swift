import CSQLite

/// A limit of SQLite that can be lowered for one connection ("Limits In SQLite").
public enum Limit: Sendable, CaseIterable {
  /// Bytes of a text, a blob or a row.
  case valueLength
  /// Bytes of a statement.
  case sqlLength
  /// Columns of a table, a result or an index.
  case columns
  /// Depth of the tree of an expression.
  case expressionDepth
  /// Terms of a compound SELECT.
  case compoundSelects
  /// Instructions of a compiled statement.
  case instructions
  /// Arguments of a function.
  case functionArguments
  /// Attached databases.
  case attached
  /// Bytes of a LIKE or GLOB pattern.
  case patternLength
  /// The highest number of a parameter.
  case parameters
  /// Depth of triggers that fire triggers.
  case triggerDepth
  /// Threads that sort.
  case workerThreads

  var code: Int32 {
    switch self {
    case .valueLength: SQLITE_LIMIT_LENGTH
    case .sqlLength: SQLITE_LIMIT_SQL_LENGTH
    case .columns: SQLITE_LIMIT_COLUMN
    case .expressionDepth: SQLITE_LIMIT_EXPR_DEPTH
    case .compoundSelects: SQLITE_LIMIT_COMPOUND_SELECT
    case .instructions: SQLITE_LIMIT_VDBE_OP
    case .functionArguments: SQLITE_LIMIT_FUNCTION_ARG
    case .attached: SQLITE_LIMIT_ATTACHED
    case .patternLength: SQLITE_LIMIT_LIKE_PATTERN_LENGTH
    case .parameters: SQLITE_LIMIT_VARIABLE_NUMBER
    case .triggerDepth: SQLITE_LIMIT_TRIGGER_DEPTH
    case .workerThreads: SQLITE_LIMIT_WORKER_THREADS
    }
  }
}

extension Connection {
  /// The present value of a limit.
  public func limit(_ limit: Limit) -> Int32 { sqlite3_limit(handle.pointer, limit.code, -1) }

  /// Sets a limit and returns the one before. SQLite caps it at its built-in maximum.
  ///
  /// - Parameter value: 0 or more.
  @discardableResult
  public func setLimit(_ limit: Limit, to value: Int32) -> Int32 {
    precondition(value >= 0, "a limit is not negative")
    return sqlite3_limit(handle.pointer, limit.code, value)
  }
}
