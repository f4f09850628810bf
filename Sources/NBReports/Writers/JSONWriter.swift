import NBBasics

/// An array of objects, one object a line; keys are the column names, numbers are numbers, absent values are null.
package struct JSONWriter: RowWriter {
  private var columns: [Column] = []
  private var keys: [[UInt8]] = []
  private var isFirst = true

  /// A writer.
  package init() {}

  /// Opens the array.
  package mutating func begin(_ columns: [Column], into output: inout [UInt8]) {
    self.columns = columns
    keys = JSONWriter.keys(columns)
    isFirst = true
    output.append(UInt8(ascii: "["))
  }

  /// Appends an object.
  package mutating func write(_ row: [Cell], into output: inout [UInt8]) {
    precondition(row.count == columns.count, "a row has another number of cells than columns")
    output.append(contentsOf: isFirst ? "\n  ".utf8 : ",\n  ".utf8)
    isFirst = false
    JSONCells.appendObject(row, keys: keys, columns: columns, into: &output)
  }

  /// Closes the array.
  package mutating func end(into output: inout [UInt8]) {
    output.append(contentsOf: isFirst ? "]\n".utf8 : "\n]\n".utf8)
  }

  /// The column names as JSON strings, encoded once.
  static func keys(_ columns: [Column]) -> [[UInt8]] {
    columns.map { column in
      var key: [UInt8] = []
      JSONText.appendVisible(column.name, to: &key)
      return key
    }
  }
}
