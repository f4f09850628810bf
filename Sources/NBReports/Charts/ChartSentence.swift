/// What a picture shows, in a sentence for readers who look no longer.
enum ChartSentence {
  /// The sentence; empty where a picture has nothing to say.
  static func of(_ chart: Chart) -> String {
    switch chart {
    case .bars(let chart): bars(chart)
    case .spans: ""
    case .lines(let chart): lines(chart)
    case .dots(let chart): dots(chart)
    case .columns(let chart): columns(chart)
    case .strips(let chart): strips(chart)
    }
  }

  private static func text(_ value: Double, _ axis: Axis) -> String { Quantity(value, axis.unit).text() }

  /// The longest bar of each group, or of all with its share.
  private static func bars(_ chart: BarChart) -> String {
    var groups: [String] = []
    for row in chart.rows where !groups.contains(row.group) { groups.append(row.group) }
    func longest(_ group: String) -> BarChart.Row? {
      chart.rows.filter { $0.group == group && $0.value != nil }
        .reduce(nil) { best, row in (best?.value ?? -1) < (row.value ?? -1) ? row : best }
    }
    if groups.count > 1 {
      let parts = groups.prefix(4).compactMap { group in
        longest(group).map { "\(group) \($0.label), \(text($0.value ?? 0, chart.axis))" }
      }
      return parts.isEmpty ? "" : "Longest: \(parts.joined(separator: "; "))."
    }
    guard let first = longest(groups.first ?? ""), let value = first.value else { return "" }
    let sum = chart.rows.reduce(0) { $0 + ($1.value ?? 0) }
    guard chart.rows.count > 1, sum > 0, chart.axis.unit != .duration else {
      return "\(first.label): \(text(value, chart.axis))."
    }
    let share = NumberWords.percent(value / sum)
    return "\(first.label) has the most: \(text(value, chart.axis)), \(share) of \(text(sum, chart.axis))."
  }

  private static func lines(_ chart: LineChart) -> String {
    if case .axis = chart.base { return curves(chart) }
    let parts = chart.panels.compactMap { panel -> String? in
      guard let lead = panel.lines.first else { return nil }
      let known = lead.points.filter { $0.value != nil }
      guard let last = known.last, let value = last.value else { return nil }
      let title = panel.title.isEmpty ? "" : panel.title + " "
      let before = known.dropLast().last.flatMap { point in
        point.value.map { " (\(chart.label(point.place)): \(text($0, chart.axis)))" }
      }
      return "\(title)\(lead.name) \(text(value, chart.axis))\(before ?? "")"
    }
    let places = chart.panels.flatMap { $0.lines.first?.points.filter { $0.value != nil }.map(\.place) ?? [] }
    guard !parts.isEmpty, let last = places.max() else { return "" }
    return "\(chart.label(last)): \(parts.joined(separator: ", "))."
  }

  /// Where each curve stands in the middle and at its end.
  private static func curves(_ chart: LineChart) -> String {
    let lines = chart.panels.flatMap(\.lines).filter { $0.points.contains { $0.value != nil } }
    guard !lines.isEmpty else { return "" }
    func at(_ place: Double) -> String {
      lines.map { line in
        let value = line.points.last { $0.place <= place && $0.value != nil }?.value ?? 0
        return "\(line.name) \(text(value, chart.axis))"
      }.joined(separator: ", ")
    }
    let places = lines[0].points.map(\.place)
    guard let end = places.last else { return "" }
    let middle = places.last { $0 <= 60_000 }
    let first = middle.map { "After \(chart.label($0)): \(at($0)). " } ?? ""
    return "\(first)After \(chart.label(end)): \(at(end))."
  }

  private static func dots(_ chart: DotChart) -> String {
    let known = chart.rows.filter { $0.value != nil }
    guard let first = known.first else { return "" }
    if known.allSatisfy({ $0.value == 0 }) { return "None." }
    let beside = first.beside.isEmpty ? "" : "\(first.beside), "
    let lead = "\(first.label) leads: \(beside)\(chart.words(first))."
    guard known.count > 1 else { return lead }
    let isApart = known.dropFirst().contains { ($0.high ?? .infinity) < (first.low ?? 0) }
    return lead + (isApart ? "" : " The intervals overlap: no difference is certain.")
  }

  private static func columns(_ chart: ColumnChart) -> String {
    if chart.meaning == .levels {
      let known = chart.parts.filter { !$0.isUnknown }
      guard known.count > 1 else { return "" }
      let sums = known.indices.map { index in known[...index].reduce(0) { $0 + chart.sum($1) } }
      let likely = sums[min(1, sums.count - 1)]
      var sentence = text(likely, chart.axis)
      if let span = IntervalWords.span(text(sums[0], chart.axis), text(sums[sums.count - 1], chart.axis)),
        span != sentence
      {
        sentence += " (\(span))"
      }
      let unknown = chart.parts.filter(\.isUnknown).reduce(0) { $0 + chart.sum($1) }
      return sentence + (unknown > 0 ? "; no data for another \(text(unknown, chart.axis))." : ".")
    }
    let total = chart.labels.indices.reduce(0) { $0 + chart.total($1) }
    guard total > 0 else { return "None." }
    let most = chart.labels.indices.reduce(0) { chart.total($0) < chart.total($1) ? $1 : $0 }
    let kinds = chart.parts.reduce(nil as ColumnChart.Part?) { best, part in
      (best.map(chart.sum) ?? -1) < chart.sum(part) ? part : best
    }
    let often = kinds.map { "; most often \($0.name) (\(text(chart.sum($0), chart.axis)))" } ?? ""
    return
      "\(text(total, chart.axis)) in all, most on \(chart.labels[most]) (\(text(chart.total(most), chart.axis)))\(often)."
  }

  private static func strips(_ chart: StripChart) -> String {
    func hours(_ state: StripChart.State) -> Double { chart.rows.reduce(0) { $0 + $1.length(state) } }
    let count = NumberWords.count(Int64(chart.rows.count), "notebook")
    let up = Quantity(hours(.running), .hours).text()
    guard !chart.rows.isEmpty else { return "" }
    let drawn = chart.drawn.count
    let part = drawn < chart.rows.count ? " Drawn: the \(drawn) with the most going on; the table has all." : ""
    return "\(count), running for \(up) together; \(outages(chart))\(part)"
  }

  /// The times without any data, the longest first.
  private static func outages(_ chart: StripChart) -> String {
    let longest = chart.outages.sorted { $1.upperBound - $1.lowerBound < $0.upperBound - $0.lowerBound }
    guard let first = longest.first else { return "no outage of the poller." }
    let length = Quantity(first.upperBound - first.lowerBound, .duration).text()
    let others = longest.count > 1 ? ", and \(NumberWords.count(Int64(longest.count - 1), "shorter outage"))" : ""
    return "no data for \(length) from \(TimeWords.spanWords(first))\(others)."
  }
}
