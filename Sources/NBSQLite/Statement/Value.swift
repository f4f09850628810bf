/// A value of one of the five storage classes of SQLite.
public enum Value: Sendable, Hashable {
  /// NULL.
  case null
  /// A signed integer of 64 bits.
  case integer(Int64)
  /// A floating-point number of 64 bits; never NaN when it comes from SQLite.
  case real(Double)
  /// Text in UTF-8.
  case text(String)
  /// Bytes.
  case blob([UInt8])

  /// The integer, or nil for every other class; nothing is converted.
  public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }

  /// The number as floating point, for integers too; nil for every other class.
  public var real: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value
    default: nil
    }
  }

  /// The text, or nil for every other class; nothing is converted.
  public var text: String? { if case .text(let value) = self { value } else { nil } }

  /// The bytes of a blob, or nil for every other class; nothing is converted.
  public var blob: [UInt8]? { if case .blob(let value) = self { value } else { nil } }

  /// Whether the value is NULL.
  public var isNull: Bool { self == .null }
}

/// NULL, written `nil` where a value is bound.
public struct Null: ExpressibleByNilLiteral, Sendable {
  /// NULL.
  @inlinable
  public init(nilLiteral: ()) {}
}

/// What a statement's parameter can take.
public protocol Bindable {
  /// Binds itself to the parameter `index`, which counts from 1.
  func bind(to statement: Statement, at index: Int32)
}

extension Value: Bindable {
  /// Binds the value in its own storage class, copying text and bytes.
  public func bind(to statement: Statement, at index: Int32) {
    switch self {
    case .null: statement.bind(nil, at: index)
    case .integer(let value): statement.bind(value, at: index)
    case .real(let value): statement.bind(value, at: index)
    case .text(let value): statement.bind(value, at: index)
    case .blob(let value): statement.bind(value, at: index)
    }
  }
}

extension Int64: Bindable {
  /// Binds an integer.
  public func bind(to statement: Statement, at index: Int32) { statement.bind(self, at: index) }
}

extension Int: Bindable {
  /// Binds an integer.
  public func bind(to statement: Statement, at index: Int32) { statement.bind(self, at: index) }
}

extension Double: Bindable {
  /// Binds a floating-point number; SQLite turns NaN into NULL.
  public func bind(to statement: Statement, at index: Int32) { statement.bind(self, at: index) }
}

extension String: Bindable {
  /// Binds a copy of the text, NUL characters included.
  public func bind(to statement: Statement, at index: Int32) { statement.bind(self, at: index) }
}

extension [UInt8]: Bindable {
  /// Binds a copy of the bytes as a blob; no bytes make an empty blob, not NULL.
  public func bind(to statement: Statement, at index: Int32) { statement.bind(self, at: index) }
}

extension Optional: Bindable where Wrapped: Bindable {
  /// Binds the wrapped value, or NULL for nil.
  public func bind(to statement: Statement, at index: Int32) {
    if let self { self.bind(to: statement, at: index) } else { statement.bind(Null(nilLiteral: ()), at: index) }
  }
}
