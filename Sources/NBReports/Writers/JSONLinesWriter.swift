/// The objects of ``JSONWriter``, a line each, without an array around them.
package struct JSONLinesWriter: RowWriter {
  private var columns: [Column] = []
  private var keys: [[UInt8]] = []

  /// A writer.
  package init() {}

  /// Takes the column names as keys; nothing is written.
  package mutating func begin(_ columns: [Column], into output: inout [UInt8]) {
    self.columns = columns
    keys = JSONWriter.keys(columns)
  }

  /// Appends an object on its own line.
  package mutating func write(_ row: [Cell], into output: inout [UInt8]) {
    precondition(row.count == columns.count, "a row has another number of cells than columns")
    JSONCells.appendObject(row, keys: keys, columns: columns, into: &output)
    output.append(0x0A)
  }

  /// Does nothing: the last line is complete.
  package mutating func end(into output: inout [UInt8]) {}
}
