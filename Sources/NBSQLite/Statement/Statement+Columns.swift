import CSQLite

/// The columns of the present row. `column` counts from 0 and must be below `columnCount`; valid after a `step()`
/// that returned true and until the next `step()` or `reset()`.
extension Statement {
  /// How many columns a row has; 0 for a statement that gives no rows.
  public var columnCount: Int32 { sqlite3_column_count(pointer) }

  /// The names of the columns, as the SELECT spells them.
  public var columnNames: [String] {
    (0..<columnCount).map { index in sqlite3_column_name(pointer, index).map { String(cString: $0) } ?? "" }
  }

  /// The types that the tables declare for the columns; nil for expressions.
  public var declaredTypes: [String?] {
    (0..<columnCount).map { index in sqlite3_column_decltype(pointer, index).map { String(cString: $0) } }
  }

  /// The integer of a column; 0 for NULL, otherwise converted as CAST does.
  @inlinable
  public func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(pointer, column) }

  /// The integer of a column, converted as CAST does; nil for NULL.
  @inlinable
  public func integerOrNil(_ column: Int32) -> Int64? {
    isNull(column) ? nil : sqlite3_column_int64(pointer, column)
  }

  /// The floating-point number of a column; 0 for NULL, otherwise converted as CAST does.
  @inlinable
  public func real(_ column: Int32) -> Double { sqlite3_column_double(pointer, column) }

  /// The floating-point number of a column, converted as CAST does; nil for NULL.
  @inlinable
  public func realOrNil(_ column: Int32) -> Double? {
    isNull(column) ? nil : sqlite3_column_double(pointer, column)
  }

  /// The text of a column, NUL characters included; empty for NULL. Invalid UTF-8 is mended with U+FFFD.
  @inlinable
  public func text(_ column: Int32) -> String {
    withText(column) { String(decoding: $0, as: UTF8.self) }
  }

  /// As `text(_:)`; nil for NULL.
  @inlinable
  public func textOrNil(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

  /// A copy of the bytes of a column; empty for NULL.
  @inlinable
  public func blob(_ column: Int32) -> [UInt8] { withBlob(column) { [UInt8]($0) } }

  /// As `blob(_:)`; nil for NULL.
  @inlinable
  public func blobOrNil(_ column: Int32) -> [UInt8]? { isNull(column) ? nil : blob(column) }

  /// The bytes of a column in place, valid within `body` alone; empty for NULL.
  @inlinable
  public func withBlob<Result, Thrown: Error>(
    _ column: Int32, body: (UnsafeRawBufferPointer) throws(Thrown) -> Result
  ) throws(Thrown) -> Result {
    // First the pointer, then the count: the order that the manual of sqlite3_column_blob calls safest.
    let start = sqlite3_column_blob(pointer, column)
    return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
  }

  /// The UTF-8 text of a column in place, valid within `body` alone; empty for NULL.
  @inlinable
  public func withText<Result, Thrown: Error>(
    _ column: Int32, body: (UnsafeRawBufferPointer) throws(Thrown) -> Result
  ) throws(Thrown) -> Result {
    let start = sqlite3_column_text(pointer, column)
    return try body(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column))))
  }

  /// Whether the column is NULL in this row.
  @inlinable
  public func isNull(_ column: Int32) -> Bool { sqlite3_column_type(pointer, column) == SQLITE_NULL }

  /// Whether the column is this integer; no other type is.
  @inlinable
  public func holds(_ value: Int64, at column: Int32) -> Bool {
    sqlite3_column_type(pointer, column) == SQLITE_INTEGER && integer(column) == value
  }

  /// Whether the column is this text, byte for byte; no other type is.
  @inlinable
  public func holds(_ value: String, at column: Int32) -> Bool {
    guard sqlite3_column_type(pointer, column) == SQLITE_TEXT else { return false }
    return withText(column) { value.utf8.elementsEqual($0) }
  }

  /// Whether the column is a blob of these bytes; no other type is.
  @inlinable
  public func holds(_ value: [UInt8], at column: Int32) -> Bool {
    guard sqlite3_column_type(pointer, column) == SQLITE_BLOB else { return false }
    return withBlob(column) { value.elementsEqual($0) }
  }

  /// The value of a column in its own type.
  public func value(_ column: Int32) -> Value {
    switch sqlite3_column_type(pointer, column) {
    case SQLITE_INTEGER: .integer(integer(column))
    case SQLITE_FLOAT: .real(real(column))
    case SQLITE_TEXT: .text(text(column))
    case SQLITE_BLOB: .blob(blob(column))
    default: .null
    }
  }

  /// All values of the present row.
  public var values: [Value] { (0..<columnCount).map { value($0) } }
}
