import NBBasics
import NBObservations

/// A value as a table holds it.
package enum StoredValue: Sendable, Hashable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])
}

/// The type that a column declares; all tables are STRICT.
package enum StoredKind: String, Sendable {
  case integer = "INTEGER"
  case text = "TEXT"
  case blob = "BLOB"
}

/// A Swift type that a column can hold: as what, and how it comes back.
protocol ColumnValue: Sendable {
  static var kind: StoredKind { get }
  static var isNullable: Bool { get }
  var stored: StoredValue { get }
  /// Nil for what is no value of this type.
  init?(stored: StoredValue)
}

extension ColumnValue {
  static var isNullable: Bool { false }
}

extension Int64: ColumnValue {
  static var kind: StoredKind { .integer }
  var stored: StoredValue { .integer(self) }

  init?(stored: StoredValue) {
    guard case .integer(let value) = stored else { return nil }
    self = value
  }
}

extension Instant: ColumnValue {
  static var kind: StoredKind { .integer }
  var stored: StoredValue { .integer(milliseconds) }

  init?(stored: StoredValue) {
    guard case .integer(let value) = stored else { return nil }
    self.init(milliseconds: value)
  }
}

extension Bool: ColumnValue {
  static var kind: StoredKind { .integer }
  var stored: StoredValue { .integer(self ? 1 : 0) }

  init?(stored: StoredValue) {
    switch stored {
    case .integer(0): self = false
    case .integer(1): self = true
    default: return nil
    }
  }
}

extension String: ColumnValue {
  static var kind: StoredKind { .text }
  var stored: StoredValue { .text(self) }

  init?(stored: StoredValue) {
    guard case .text(let value) = stored else { return nil }
    self = value
  }
}

extension [UInt8]: ColumnValue {
  static var kind: StoredKind { .blob }
  var stored: StoredValue { .blob(self) }

  init?(stored: StoredValue) {
    guard case .blob(let value) = stored else { return nil }
    self = value
  }
}

extension Optional: ColumnValue where Wrapped: ColumnValue {
  static var kind: StoredKind { Wrapped.kind }
  static var isNullable: Bool { true }
  var stored: StoredValue { self?.stored ?? .null }

  init?(stored: StoredValue) {
    if stored == .null {
      self = .none
      return
    }
    guard let value = Wrapped(stored: stored) else { return nil }
    self = value
  }
}
