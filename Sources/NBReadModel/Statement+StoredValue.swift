import NBProjections
import NBSQLite

extension Statement {
  /// Binds a value of a row.
  func bind(_ value: StoredValue, at place: Int32) {
    switch value {
    case .null: bind(nil as Int64?, at: place)
    case .integer(let value): bind(value, at: place)
    case .text(let value): bind(value, at: place)
    case .blob(let value): bind(value, at: place)
    }
  }

  /// Whether a column of the present row is this value.
  func holds(_ value: StoredValue, at column: Int32) -> Bool {
    switch value {
    case .null: isNull(column)
    case .integer(let value): holds(value, at: column)
    case .text(let value): holds(value, at: column)
    case .blob(let value): holds(value, at: column)
    }
  }
}
