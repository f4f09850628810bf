/// How well a window was observed, in a line.
enum QualitySentence {
  static func of(_ answers: ReportAnswers, line: Int) throws -> Phrase {
    guard let table = try answers.table("quality", [], .window, line: line) else { return "" }
    var values: [String: Double] = [:]
    for cells in table.rows {
      let row = TableRow(columns: table.columns, cells: cells)
      if let name = row.text("name"), let value = row.number("value") { values[name] = value }
    }
    let outages = try answers.outages(line: line)
    let events = Int64(values["events"] ?? 0)
    guard events > 0 else { return "Nothing was observed in \(answers.context.window.label)." }
    var parts: [String] = []
    if let gap = values["gap_p50"] {
      parts.append("during starts a notebook was polled every \(DurationWords.text(milliseconds: gap * 1000)) (median)")
    }
    if let useless = values["polls_without_information"], useless > 0 {
      parts.append("\(NumberWords.count(Int64(useless), "poll")) gave no usable answer")
    }
    let dark = outages.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    let times = outages.prefix(3).map(TimeWords.spanWords).joined(separator: ", ") + (outages.count > 3 ? ", …" : "")
    parts.append(
      dark > 0 ? "no data at all for \(DurationWords.text(milliseconds: dark)) (\(times))" : "no outage of the poller")
    return Phrase("\(NumberWords.count(events, "response")): \(parts.joined(separator: "; ")).")
  }
}
