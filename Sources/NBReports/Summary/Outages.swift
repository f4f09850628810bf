extension ReportAnswers {
  /// When no data came of any notebook, in milliseconds since 1970.
  func outages(line: Int) throws -> [Range<Double>] {
    guard let table = try table("states", [], .window, line: line) else { return [] }
    var order: [String] = []
    var spans: [String: [StripChart.Span]] = [:]
    for cells in table.rows {
      let row = TableRow(columns: table.columns, cells: cells)
      guard let from = ReportAnswers.milliseconds(row.text("from_at")),
        let until = ReportAnswers.milliseconds(row.text("until_at")), from < until
      else { continue }
      let key = ["region", "project_id", "notebook_id"].map { row.text($0) ?? "" }.joined(separator: "/")
      if spans[key] == nil { order.append(key) }
      spans[key, default: []].append(
        StripChart.Span(from..<until, StripChart.State(rawValue: row.text("state") ?? "") ?? .other))
    }
    let rows = order.map { StripChart.Row(label: $0, spans: spans[$0] ?? []) }
    return StripChart(domain: context.windowMilliseconds, rows: rows).outages
  }
}
