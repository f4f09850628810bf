/// A column of an answer and what its values mean, as a line `-- column:` of the query's header says.
package struct QueryColumn: Hashable, Sendable {
  /// What the values are, and in which unit.
  package enum Kind: String, CaseIterable, Sendable {
    case text
    /// A name that is never shortened.
    case identifier = "id"
    /// RFC 3339 text, UTC.
    case time
    case json
    /// How many there are of something.
    case count
    case number
    case milliseconds = "ms"
    case seconds = "s"
    /// A fraction of 1.
    case share
    case gigabyteHours = "gb_hours"
    /// Whatever the SQL gives, in no unit.
    case any
  }

  /// Its name in the SQL and in every output.
  package let name: String
  package var kind: Kind
  /// Whether it tells rows apart, so that it is never left out.
  package var isKey = false
  /// The columns with the limits of the values; an interval without an estimate has its lower limit as `name`.
  package var interval: Interval?
  /// The column with the unit of each row's value, where rows differ.
  package var unit: String?
  /// The list parameter for each part of which there is a column: an array in the SQL.
  package var each: String?
  /// The parameter without which the column is left out, `interval`, or the value of it, `interval:both`.
  package var condition: String?

  /// The columns with the lower and the upper limit.
  package struct Interval: Hashable, Sendable {
    package let low: String
    package let high: String
  }

  package init(_ name: String, _ kind: Kind, isKey: Bool = false) {
    self.name = name
    self.kind = kind
    self.isKey = isKey
  }
}
