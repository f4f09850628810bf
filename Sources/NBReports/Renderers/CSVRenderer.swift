/// The rows behind a document as CSV in machine units, a table each with all its columns.
public struct CSVRenderer {
  private let writer: CSVWriter

  /// A renderer whose files `writer` writes.
  public init(_ writer: CSVWriter = CSVWriter()) { self.writer = writer }

  /// The bytes of one table: a header that depends on the question alone, and the rows.
  public func bytes(_ table: Table) -> [UInt8] {
    var writer = writer
    var output: [UInt8] = []
    writer.begin(table.columns, into: &output)
    for row in table.rows { writer.write(row, into: &output) }
    writer.end(into: &output)
    return output
  }
}
