import CSQLite

/// What SQLite keeps of a table function.
final class RegisteredTableFunction {
  let function: TableFunction

  init(_ function: TableFunction) { self.function = function }
}

/// One scan: its arguments and where it stands. Each scan has its own, so that scans may be nested.
private final class Scan {
  var arguments: [Value] = []
  var rows: TableFunction.Rows?
  var row: [Value]?
  /// Counts from 1.
  var rowID: Int64 = 0

  func advance() throws {
    row = try rows?()
    rowID += 1
  }
}

func registered(_ table: UnsafeMutablePointer<sqlite3_vtab>) -> RegisteredTableFunction? {
  UnsafeMutableRawPointer(table).assumingMemoryBound(to: nb_virtual_table.self).pointee.function.map {
    Unmanaged<RegisteredTableFunction>.fromOpaque($0).takeUnretainedValue()
  }
}

private func scan(_ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?) -> Scan? {
  guard let base else { return nil }
  return UnsafeMutableRawPointer(base).assumingMemoryBound(to: nb_virtual_scan.self).pointee.rows.map {
    Unmanaged<Scan>.fromOpaque($0).takeUnretainedValue()
  }
}

/// Runs a piece of Swift for a scan; an error becomes the message of the table.
private func attempt(
  _ base: UnsafeMutablePointer<sqlite3_vtab_cursor>?, _ body: (Scan) throws -> Void
) -> Int32 {
  guard let base, let scan = scan(base) else { return SQLITE_ERROR }
  do {
    try body(scan)
    return SQLITE_OK
  } catch {
    scan.row = nil
    sqlite3_free(base.pointee.pVtab.pointee.zErrMsg)
    base.pointee.pVtab.pointee.zErrMsg = nb_copy_message(failureText(error))
    return SQLITE_ERROR
  }
}

/// The methods of every table function. Without xCreate the table is "eponymous-only": it exists by its name in each
/// schema and CREATE VIRTUAL TABLE refuses it. Never freed, since connections point to it.
nonisolated(unsafe) let tableFunctionModule: UnsafeMutablePointer<sqlite3_module> = {
  var module = sqlite3_module()
  module.xConnect = { database, data, _, _, result, _ in
    guard let data, let result else { return SQLITE_ERROR }
    let object = Unmanaged<RegisteredTableFunction>.fromOpaque(data).takeUnretainedValue()
    let code = sqlite3_declare_vtab(database, object.function.declaration)
    guard code == SQLITE_OK else { return code }
    let table = UnsafeMutablePointer<nb_virtual_table>.allocate(capacity: 1)
    // Unowned: SQLite keeps the module, and with it the object, longer than its tables.
    table.initialize(to: nb_virtual_table(base: sqlite3_vtab(), function: UnsafeRawPointer(data)))
    result.pointee = UnsafeMutableRawPointer(table).assumingMemoryBound(to: sqlite3_vtab.self)
    return SQLITE_OK
  }
  module.xDisconnect = { table in
    UnsafeMutableRawPointer(table)?.assumingMemoryBound(to: nb_virtual_table.self).deallocate()
    return SQLITE_OK
  }
  module.xBestIndex = planTableFunction
  module.xOpen = { _, result in
    let scan = UnsafeMutablePointer<nb_virtual_scan>.allocate(capacity: 1)
    let rows = UnsafeRawPointer(Unmanaged.passRetained(Scan()).toOpaque())
    scan.initialize(to: nb_virtual_scan(base: sqlite3_vtab_cursor(), rows: rows))
    result?.pointee = UnsafeMutableRawPointer(scan).assumingMemoryBound(to: sqlite3_vtab_cursor.self)
    return SQLITE_OK
  }
  module.xClose = { base in
    guard let base else { return SQLITE_OK }
    let scan = UnsafeMutableRawPointer(base).assumingMemoryBound(to: nb_virtual_scan.self)
    if let rows = scan.pointee.rows { Unmanaged<Scan>.fromOpaque(rows).release() }
    scan.deallocate()
    return SQLITE_OK
  }
  module.xFilter = { base, mask, _, count, values in
    attempt(base) { scan in
      guard let base, let function = registered(base.pointee.pVtab)?.function else { return }
      var given = arguments(count, values).makeIterator()
      scan.arguments = function.parameters.indices.map { index in
        mask & (1 << Int32(index)) != 0 ? given.next() ?? .null : .null
      }
      scan.rowID = 0
      scan.rows = try function.rows(scan.arguments)
      try scan.advance()
    }
  }
  module.xNext = { base in attempt(base) { try $0.advance() } }
  module.xEof = { base in scan(base)?.row == nil ? 1 : 0 }
  module.xColumn = { base, context, column in
    guard let base, let scan = scan(base), let row = scan.row,
      let visible = registered(base.pointee.pVtab)?.function.columns.count
    else { return SQLITE_ERROR }
    let index = Int(column)
    if index < visible {
      setResult(context, index < row.count ? row[index] : .null)
    } else {
      setResult(context, scan.arguments[index - visible])
    }
    return SQLITE_OK
  }
  module.xRowid = { base, result in
    result?.pointee = scan(base)?.rowID ?? 0
    return SQLITE_OK
  }
  let pointer = UnsafeMutablePointer<sqlite3_module>.allocate(capacity: 1)
  pointer.initialize(to: module)
  return pointer
}()
