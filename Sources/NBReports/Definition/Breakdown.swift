/// What figures can be broken down by.
package enum Breakdown {
  /// The dimensions, and the column that holds each.
  private static let columns = [
    ("user", "user_name"), ("workspace", "workspace_id"), ("project", "project_id"), ("region", "region"),
    ("flavor", "flavor"), ("image_name", "image_name"),
  ]

  /// The names of the dimensions.
  package static var dimensions: [String] { columns.map { $0.0.split(separator: "_").joined(separator: "-") } }

  /// The dimension that a word names; nil when it is none.
  package static func dimension(_ word: String) -> String? {
    let word = String(word.lowercased().map { $0 == "-" ? "_" : $0 })
    return columns.first { $0.0 == word }?.0
  }

  /// The column of a dimension.
  static func column(_ dimension: String) -> String {
    columns.first { $0.0 == dimension }?.1 ?? dimension
  }
}
