/// An output form, written row by row into a buffer that the caller empties whenever it likes.
///
/// The calls come in this order: `begin` once, `write` for each row, `end` once. Nothing but UTF-8 is appended, and
/// the same calls append the same bytes.
package protocol RowWriter {
  /// Starts the output: the columns that every row will have.
  mutating func begin(_ columns: [Column], into output: inout [UInt8])
  /// Appends one row. Precondition: as many cells as columns.
  mutating func write(_ row: [Cell], into output: inout [UInt8])
  /// Completes the output, also when there was no row.
  mutating func end(into output: inout [UInt8])
}
