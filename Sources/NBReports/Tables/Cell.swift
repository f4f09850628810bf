/// One value of a table, as a query gives it.
///
/// What the value means (a duration, a rate, an id) is said by its ``Column``; the cell holds the bare value, so
/// that every output form starts from the same one.
package enum Cell: Sendable, Hashable {
  /// Absent: an empty CSV field, `null` in JSON.
  case null
  /// A whole number, in the unit of the column's kind.
  case integer(Int64)
  /// A floating-point number, in the unit of the column's kind; not a number and infinities count as absent.
  case real(Double)
  /// Text; times arrive as RFC 3339 text.
  case text(String)

  /// Whether nothing is there to show.
  package var isNull: Bool {
    switch self {
    case .null: true
    case .real(let value): !value.isFinite
    case .integer, .text: false
    }
  }

  /// The value as a number, in the unit of the column's kind; nil for text and absent values.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .real(let value): value.isFinite ? value : nil
    case .null, .text: nil
    }
  }

  /// The value as text; nil for numbers and absent values.
  package var text: String? {
    if case .text(let value) = self { value } else { nil }
  }
}

extension Cell: ExpressibleByNilLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByStringLiteral, ExpressibleByStringInterpolation
{
  /// An absent value.
  package init(nilLiteral: ()) { self = .null }
  /// A whole number.
  package init(integerLiteral value: Int64) { self = .integer(value) }
  /// A floating-point number.
  package init(floatLiteral value: Double) { self = .real(value) }
  /// A text.
  package init(stringLiteral value: String) { self = .text(value) }
}
