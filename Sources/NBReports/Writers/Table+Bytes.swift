extension Table {
  /// The whole table as bytes in one output form.
  package func bytes(_ writer: some RowWriter) -> [UInt8] {
    var writer = writer
    var output: [UInt8] = []
    writer.begin(columns, into: &output)
    for row in rows { writer.write(row, into: &output) }
    writer.end(into: &output)
    return output
  }
}
