import NBBasics
import NBObservations
import NBSQLite

/// A query with everything that its answer depends on beside the log.
package struct Question: Sendable {
  package let query: NamedQuery
  /// Later events and rows outside the window do not count.
  package var period: Period
  /// What narrows it.
  package var filter: [FilterField: String] = [:]
  /// Whether a value that nothing in the log has is answered without rows; otherwise it is a fault.
  package var allowsEmpty = false
  /// The dimensions to group by; nil takes those of the query's header.
  package var by: [Dimension]?
  /// Its parameters as typed, by their names in the header; each is of its form.
  package var texts: [String: String] = [:]
  /// Values for parameters of the SQL that no header declares, by name without colon.
  package var bindings: [String: Value] = [:]

  /// A question about everything that the query finds in a period.
  package init(_ query: NamedQuery, _ period: Period) {
    self.query = query
    self.period = period
  }

  /// The dimensions that its rows are grouped by.
  package var dimensions: [Dimension] { by ?? query.header.by ?? [] }

  /// The SQL to run.
  var sql: String {
    query.header.by == nil
      ? query.sql : QueryTemplate(query.sql).expanded(by: dimensions, of: query.header.rows.first ?? .attempt)
  }

  /// The values of all parameters that the SQL may use.
  func values(_ span: ClosedRange<Instant>?) -> [String: Value] {
    var values = period.parameters(span)
    for (field, value) in filter { values[field.rawValue] = .text(value) }
    values["bucket"] = dimensions.first { $0.isTime }.map { .text($0.rawValue) } ?? .null
    for parameter in query.header.parameters {
      values[parameter.bindName] = texts[parameter.name].flatMap(parameter.value) ?? .null
    }
    return values.merging(bindings) { $1 }
  }
}
