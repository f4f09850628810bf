/// What the cells of a column mean and in which unit they stand.
///
/// The kind alone decides how a number is written, so that CSV, JSON and the tables for people never differ in a
/// digit. Text cells are written as they are, whatever the kind.
package enum ColumnKind: Sendable, Hashable, CaseIterable {
  /// Free text: names, reasons, notes. May be shortened on a terminal.
  case text
  /// An id or code, such as `modelarts.vm.cpu.2u`. Never shortened.
  case identifier
  /// An instant as RFC 3339 text (UTC, milliseconds, `Z`). Never shortened.
  case time
  /// A JSON value as text, embedded as it stands in JSON output when it is well-formed.
  case json
  /// A count or another number, without a fixed number of decimals.
  case number
  /// Milliseconds, written as milliseconds (`_ms`).
  case milliseconds
  /// Seconds, written as seconds (`_s`).
  case seconds
  /// Milliseconds, whole or fractional, written as seconds (`_s`).
  case millisecondsAsSeconds
  /// A fraction between 0 and 1, written with six decimals.
  case rate
  /// GB-hours, written with six decimals (`_gb_hours`).
  case gigabyteHours

  /// Whether the cells are numbers, which stand right-aligned.
  package var isNumeric: Bool {
    switch self {
    case .text, .identifier, .time, .json: false
    case .number, .milliseconds, .seconds, .millisecondsAsSeconds, .rate, .gigabyteHours: true
    }
  }
}
