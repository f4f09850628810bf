import NBBasics

/// A cell as machines read it: the same digits in every output form.
package enum MachineText: Sendable, Hashable {
  /// Nothing.
  case missing
  /// A number in plain decimal notation, also a valid JSON number.
  case number(String)
  /// Text, as it came.
  case text(String)

  /// The text of a cell under the kind of its column.
  package init(_ cell: Cell, _ kind: ColumnKind) {
    switch cell {
    case .null: self = .missing
    case .text(let text): self = .text(text)
    case .integer(let value): self = .number(MachineText.digits(value, kind) ?? String(value))
    case .real(let value): self = MachineText.digits(value, kind).map(MachineText.number) ?? .missing
    }
  }

  private static func digits(_ value: Int64, _ kind: ColumnKind) -> String? {
    switch kind {
    case .text, .identifier, .time, .json, .number, .milliseconds, .seconds: String(value)
    case .millisecondsAsSeconds: NumberText.seconds(milliseconds: value)
    case .rate, .gigabyteHours: Decimal.text(scaled: Int128(value) * 1_000_000, decimals: 6, trimmed: false)
    }
  }

  private static func digits(_ value: Double, _ kind: ColumnKind) -> String? {
    switch kind {
    case .text, .identifier, .time, .json, .number: NumberText.shortest(value)
    case .milliseconds: NumberText.fixed(value, decimals: 0)
    case .seconds: NumberText.seconds(value)
    case .millisecondsAsSeconds: NumberText.seconds(milliseconds: value)
    case .rate, .gigabyteHours: NumberText.fixed(value, decimals: 6)
    }
  }
}
