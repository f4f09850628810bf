/// Puts dimensions into the SQL of a query. A file runs as it stands with its default dimensions; what depends on them
/// stands between marks:
///
///     /*by*/ flavor, kind, /*end*/                  a list of columns, a comma behind each
///     /*by keys*/ flavor, /*end*/                   the same where what tells groups apart is meant
///     /*by time*/ /*end*/                           those of the columns that are times
///     /*group by*/ GROUP BY flavor, kind /*end*/    the whole clause, left out without dimensions
struct QueryTemplate {
  private let sql: String

  /// A template from the text of a query's file; marks are not checked.
  init(_ sql: String) { self.sql = sql }

  /// The SQL for these dimensions.
  func expanded(by dimensions: [Dimension], of rows: ChosenRows) -> String {
    let columns = dimensions.flatMap { $0.columns(of: rows).map(\.name) }
    let keys = dimensions.flatMap { $0.keys(of: rows) }
    func list(_ names: [String]) -> String { names.map { $0 + ", " }.joined() }
    return replaced([
      "by": list(columns), "by keys": list(keys), "by time": list(dimensions.filter(\.isTime).map(\.rawValue)),
      "group by": keys.isEmpty ? "" : "GROUP BY " + keys.joined(separator: ", "),
    ])
  }

  private func replaced(_ texts: [String: String]) -> String {
    var output = ""
    var rest = sql[...]
    while let open = rest.firstRange(of: "/*"), let close = rest[open.upperBound...].firstRange(of: "*/") {
      output += rest[..<open.lowerBound]
      let mark = rest[open.upperBound..<close.lowerBound]
      if let text = texts[String(mark)], let end = rest[close.upperBound...].firstRange(of: "/*end*/") {
        output += text
        rest = rest[end.upperBound...]
      } else {
        output += rest[open.lowerBound..<close.upperBound]
        rest = rest[close.upperBound...]
      }
    }
    return output + rest
  }
}
