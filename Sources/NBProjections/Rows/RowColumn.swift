import NBObservations

/// One column of a row: its name, its declared type, and where its value is.
package struct RowColumn<Row>: Sendable {
  package let name: String
  package let kind: StoredKind
  package let isNullable: Bool
  /// The value in a row. A row is read in its place, column after column: to apply a key path costs far more than to
  /// write the value.
  package let read: @Sendable (UnsafePointer<Row>) -> StoredValue
  /// Puts a value into a row; false when it is none of the column's.
  package let write: @Sendable (inout Row, StoredValue) -> Bool

  private init(
    _ name: String, _ kind: StoredKind, isNullable: Bool,
    read: @escaping @Sendable (UnsafePointer<Row>) -> StoredValue,
    write: @escaping @Sendable (inout Row, StoredValue) -> Bool
  ) {
    self.name = name
    self.kind = kind
    self.isNullable = isNullable
    self.read = read
    self.write = write
  }

  /// A column that one stored property holds; its type and whether it may be missing follow from the property's type.
  init<Value: ColumnValue>(_ name: String, _ path: any WritableKeyPath<Row, Value> & Sendable) {
    let offset = Self.offset(of: path)
    self.init(name, Value.kind, isNullable: Value.isNullable) { row in
      UnsafeRawPointer(row).load(fromByteOffset: offset, as: Value.self).stored
    } write: { row, stored in
      guard let value = Value(stored: stored) else { return false }
      row[keyPath: path] = value
      return true
    }
  }

  /// The columns of everything that rows are grouped and filtered by.
  static func traits(_ path: any WritableKeyPath<Row, InstanceTraits> & Sendable) -> [RowColumn] {
    let offset = offset(of: path)
    return NotebookTraits.Text.columns.map { text in
      RowColumn(text.rawValue, .text, isNullable: true) { row in
        UnsafeRawPointer(row).load(fromByteOffset: offset, as: InstanceTraits.self).values[text].stored
      } write: { row, stored in
        guard let value = String?(stored: stored) else { return false }
        var values = row[keyPath: path].values
        values[text] = value
        row[keyPath: path] = InstanceTraits(values)
        return true
      }
    }
  }

  /// Where a stored property lies in a row, in bytes.
  private static func offset<Value>(of path: WritableKeyPath<Row, Value>) -> Int {
    guard let offset = MemoryLayout<Row>.offset(of: path) else { preconditionFailure("\(path) is not stored") }
    return offset
  }
}
