import ArgumentParser
import NBReports

/// A key to order instances by: `since`, `name desc`.
struct StatusSort: ExpressibleByArgument {
  private static let columns = [
    "status": "status", "name": "name", "since": "status_since_high", "user": "user_name", "flavor": "flavor",
    "lease": "lease_end", "seen": "last_observed_at", "region": "region", "project": "project_id",
  ]

  private let column: String
  private let isDescending: Bool

  init?(argument: String) {
    let words = argument.lowercased().split(separator: " ").map(String.init)
    guard let first = words.first, let column = Self.columns[first],
      words.count == 1 || words.count == 2 && ["asc", "desc"].contains(words[1])
    else { return nil }
    self.column = column
    isDescending = words.last == "desc"
  }

  static var allValueStrings: [String] { columns.keys.sorted() }

  /// The rows in this order; what has no value comes last, ties stay as they are.
  func sorted(_ table: Table) -> Table {
    guard let index = table.index(of: column) else { return table }
    var sorted = table
    sorted.rows = table.rows.enumerated().sorted { a, b in
      let (x, y) = (a.element[index].text ?? "", b.element[index].text ?? "")
      if x == y { return a.offset < b.offset }
      if x.isEmpty || y.isEmpty { return y.isEmpty }
      return (x < y) != isDescending
    }.map(\.element)
    return sorted
  }
}
