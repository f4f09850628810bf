/// Puts dimensions into the SQL of a query. A file runs as it stands with its default dimensions; what depends on them
/// is marked:
///
///     /*by:columns*/ flavor, /*end*/   columns of the select list, each with a comma behind it
///     /*by:names*/ flavor, /*end*/     the same where they are only named again
///     /*by:keys*/ flavor, /*end*/      what tells groups apart
///     /*by:group*/ GROUP BY flavor /*end*/   a whole clause, left out without dimensions
public struct QueryTemplate: Sendable {
  private let sql: String

  /// A template from the text of a query's file; marks are not checked.
  public init(_ sql: String) { self.sql = sql }

  /// Whether the file has a place for dimensions.
  public var takesDimensions: Bool { sql.contains("/*by:") }

  /// The SQL for these dimensions.
  ///
  /// - Parameter showsInstanceAlone: whether `instance` is one column of that name, as in exposure.
  public func expanded(by dimensions: [Dimension], showsInstanceAlone: Bool = false) -> String {
    var columns: [String] = []
    var keys: [String] = []
    for dimension in dimensions {
      if dimension == .instance, showsInstanceAlone {
        columns.append("notebook_id AS instance")
        keys += ["notebook_id", "region", "project_id"]
      } else {
        columns += dimension.columns
        keys += dimension.columns
      }
    }
    func list(_ names: [String]) -> String { names.map { $0 + ", " }.joined() }
    return replaced([
      "columns": list(columns), "names": list(keys), "keys": list(keys),
      "group": keys.isEmpty ? "" : "GROUP BY " + keys.joined(separator: ", "),
    ])
  }

  /// The SQL with one further column behind the last, for each expression.
  public func adding(_ expressions: [String], at mark: String) -> QueryTemplate {
    let columns = expressions.map { ", " + $0 }.joined()
    guard let place = Substring(sql).range(ofText: "/*\(mark)*/") else { return self }
    return QueryTemplate(String(sql[..<place.lowerBound]) + columns + String(sql[place.upperBound...]))
  }

  private func replaced(_ texts: [String: String]) -> String {
    var output = ""
    var rest = Substring(sql)
    while let open = rest.range(ofText: "/*by:") {
      output += rest[..<open.lowerBound]
      rest = rest[open.upperBound...]
      guard let close = rest.range(ofText: "*/"), let end = rest.range(ofText: "/*end*/") else { break }
      output += texts[String(rest[..<close.lowerBound])] ?? ""
      rest = rest[end.upperBound...]
    }
    return output + rest
  }
}

extension Substring {
  /// Where `text` first stands.
  fileprivate func range(ofText text: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
      start = index(after: start)
    }
    return nil
  }
}
