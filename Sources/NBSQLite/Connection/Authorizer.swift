import CSQLite

/// What statements may do, decided when they are compiled.
public enum Authorizer: Sendable {
  /// For SQL that a user wrote: reading and nothing else. Refused are writes to any database, temporary ones among
  /// them, schema changes, transactions, ATTACH and DETACH (VACUUM INTO too), `load_extension`, and every pragma that
  /// is not a plain question.
  case readOnly
}

extension Connection {
  /// Sets the authorizer, or with nil permits everything again. Statements that were compiled before keep their
  /// permission until SQLite compiles them anew.
  ///
  /// A refused statement fails in `prepare` with the kind `.readOnly`.
  ///
  /// - Parameter hidden: tables that may not even be read.
  public func setAuthorizer(_ authorizer: Authorizer?, hiding hidden: Set<String> = []) {
    handle.hiddenTables = Set(hidden.map { $0.lowercased() })
    switch authorizer {
    case .readOnly:
      sqlite3_set_authorizer(handle.pointer, permitReading, Unmanaged.passUnretained(handle).toOpaque())
      // Beside the authorizer: no extension can be loaded, nor the schema or its shadow tables be written directly.
      sqlite3_enable_load_extension(handle.pointer, 0)
      _ = nb_db_config_switch(handle.pointer, SQLITE_DBCONFIG_DEFENSIVE, 1)
    case nil:
      sqlite3_set_authorizer(handle.pointer, nil, nil)
      _ = nb_db_config_switch(handle.pointer, SQLITE_DBCONFIG_DEFENSIVE, 0)
    }
  }
}

/// Pragmas that only answer, whatever their argument: it names a table, an index or a number of problems.
private let questions: Set<String> = [
  "collation_list", "compile_options", "foreign_key_check", "foreign_key_list", "function_list", "index_info",
  "index_list", "index_xinfo", "integrity_check", "module_list", "pragma_list", "quick_check", "table_info",
  "table_list", "table_xinfo",
]

/// Pragmas that answer without an argument and set something with one.
private let settings: Set<String> = [
  "application_id", "auto_vacuum", "data_version", "encoding", "freelist_count", "journal_mode", "page_count",
  "page_size", "schema_version", "user_version",
]

/// "The authorizer callback should return SQLITE_OK to allow the action [or] SQLITE_DENY to cause the entire SQL
/// statement to be rejected with an error." Everything that is not named is refused.
private func permitReading(
  handle: UnsafeMutableRawPointer?, action: Int32, first: UnsafePointer<CChar>?, second: UnsafePointer<CChar>?,
  _: UnsafePointer<CChar>?, _: UnsafePointer<CChar>?
) -> Int32 {
  switch action {
  case SQLITE_SELECT, SQLITE_RECURSIVE:
    return SQLITE_OK
  case SQLITE_READ:
    guard let handle, let first else { return SQLITE_OK }
    let hidden = Unmanaged<DatabaseHandle>.fromOpaque(handle).takeUnretainedValue().hiddenTables
    return hidden.contains(String(cString: first).lowercased()) ? SQLITE_DENY : SQLITE_OK
  case SQLITE_FUNCTION:
    let name = second.map { String(cString: $0).lowercased() }
    return name == "load_extension" || name == "fts3_tokenizer" ? SQLITE_DENY : SQLITE_OK
  case SQLITE_PRAGMA:
    let name = first.map { String(cString: $0).lowercased() } ?? ""
    return questions.contains(name) || (second == nil && settings.contains(name)) ? SQLITE_OK : SQLITE_DENY
  case SQLITE_UPDATE:
    // SQLite asks for this when it reads the declaration of a virtual table, json_each and ours among them. The
    // schema itself stays out of reach: defensive mode refuses an UPDATE of it.
    return first.map { String(cString: $0) } == "sqlite_master" ? SQLITE_OK : SQLITE_DENY
  case SQLITE_TRANSACTION:
    // A transaction that only reads, begun by the wrapper, is how several questions see one state.
    let isOwn = handle.map { Unmanaged<DatabaseHandle>.fromOpaque($0).takeUnretainedValue().isRunningOwnStatement }
    return isOwn == true ? SQLITE_OK : SQLITE_DENY
  default:
    return SQLITE_DENY
  }
}
