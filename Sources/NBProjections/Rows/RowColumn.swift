import NBObservations

/// One column of a row: its name, its declared type, and where its value is.
package struct RowColumn<Row>: Sendable {
  package let name: String
  package let kind: StoredKind
  package let isNullable: Bool
  /// The value in a row.
  package let read: @Sendable (Row) -> StoredValue
  /// Puts a value into a row; false when it is none of the column's.
  package let write: @Sendable (inout Row, StoredValue) -> Bool

  private init(
    _ name: String, _ kind: StoredKind, isNullable: Bool, read: @escaping @Sendable (Row) -> StoredValue,
    write: @escaping @Sendable (inout Row, StoredValue) -> Bool
  ) {
    self.name = name
    self.kind = kind
    self.isNullable = isNullable
    self.read = read
    self.write = write
  }

  /// A column that one property holds; its type and whether it may be missing follow from the property's type.
  init<Value: ColumnValue>(_ name: String, _ path: any WritableKeyPath<Row, Value> & Sendable) {
    self.init(name, Value.kind, isNullable: Value.isNullable) { row in
      row[keyPath: path].stored
    } write: { row, stored in
      guard let value = Value(stored: stored) else { return false }
      row[keyPath: path] = value
      return true
    }
  }

  /// The columns of everything that rows are grouped and filtered by.
  static func traits(_ path: any WritableKeyPath<Row, InstanceTraits> & Sendable) -> [RowColumn] {
    NotebookTraits.columns.map { trait in
      RowColumn(trait.name, .text, isNullable: true) { row in
        row[keyPath: path].values[keyPath: trait.path].stored
      } write: { row, stored in
        guard let text = String?(stored: stored) else { return false }
        var values = row[keyPath: path].values
        values[keyPath: trait.path] = text
        row[keyPath: path] = InstanceTraits(values)
        return true
      }
    }
  }
}
