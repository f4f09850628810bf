/// The rows behind a document as CSV in machine units, a table each with all its columns.
package struct CSVRenderer {
  private let writer: CSVWriter

  /// A renderer whose files `writer` writes.
  package init(_ writer: CSVWriter = CSVWriter()) { self.writer = writer }

  /// The bytes of one table: a header that depends on the question alone, and the rows.
  package func bytes(_ table: Table) -> [UInt8] {
    var writer = writer
    var output: [UInt8] = []
    writer.begin(table.columns, into: &output)
    for row in table.rows { writer.write(row, into: &output) }
    writer.end(into: &output)
    return output
  }
}
