import NBReports

extension SampleWeek {
  /// The columns that hold names which strangers choose.
  private static let names: Set<String> = ["name", "image_name", "fail_reason", "workspace_id", "user_name"]

  /// The sample week with other names; `name` is called for each.
  static func provider(names name: (String) -> String) -> FakeProvider {
    // In a fixed order, so that a random name lands in the same cell each time; one name stays one.
    var known: [String: String] = [:]
    func changedName(_ text: String) -> String {
      if let name = known[text] { return name }
      known[text] = name(text)
      return known[text] ?? ""
    }
    let changed = answers.sorted { $0.key < $1.key }.map { key, table in
      var table = table
      for row in table.rows.indices {
        for (index, column) in table.columns.enumerated() where names.contains(column.name) {
          if case .text(let text) = table.rows[row][index] { table.rows[row][index] = .text(changedName(text)) }
        }
      }
      return (key, table)
    }
    return FakeProvider(context, Dictionary(uniqueKeysWithValues: changed))
  }

  /// The last week of a year without any observation, before the log begins.
  static func emptyProvider() -> FakeProvider {
    let context = ReportContext(
      head: "00", events: 0, asOf: "2027-01-04T00:00:00.000Z", versions: [ReportVersion("binary", "1.0.0")],
      window: ReportWindow(label: "2026-W53", from: "2026-12-28T00:00:00.000Z", until: "2027-01-04T00:00:00.000Z"),
      before: nil)
    var empty = answers.mapValues { Table(columns: $0.columns) }
    let none = empty["start-latency none"]!
    empty["start-latency none"]!.rows = [[0, 0, 0, 0, 0] + Array(repeating: nil, count: none.columns.count - 5)]
    return FakeProvider(context, empty)
  }
}
