import NBBasics

/// Strips of states in characters, a day in eight of them.
struct TextStrips {
  private static let columnsOfDay = 8.0
  private static let mostColumns = 64
  private static let labelWidth = 24

  private let chart: StripChart

  init(_ chart: StripChart) { self.chart = chart }

  /// The days, a line for each strip, and what the characters mean.
  func lines() -> [String] {
    let length = chart.domain.upperBound - chart.domain.lowerBound
    let drawn = chart.drawn
    guard length > 0, !drawn.isEmpty else { return [] }
    let columns = max(8, min(Self.mostColumns, Int((length / 86_400_000 * Self.columnsOfDay).rounded())))
    let labels = drawn.map { Padding.cut(VisibleText.of($0.label), to: Self.labelWidth) }
    let labelWidth = labels.map(DisplayWidth.of).max() ?? 0
    var head = Array(repeating: Character(" "), count: columns)
    for day in chart.days() {
      let place = Int((day.place - chart.domain.lowerBound) / length * Double(columns))
      for (offset, character) in day.label.enumerated() where place + offset < columns {
        head[place + offset] = character
      }
    }
    let rows = zip(drawn, labels).map { row, label in
      Padding.pad(label, to: labelWidth, .left) + "  " + strip(row, columns, length)
    }
    return [String(repeating: " ", count: labelWidth + 2) + String(head)] + rows
      + ["█ running  + starting  · stopped  x failed  ? other; blank: no data"]
  }

  /// What took most of a column's time shows, a failure in any case.
  private func strip(_ row: StripChart.Row, _ columns: Int, _ length: Double) -> String {
    let width = length / Double(columns)
    return String(
      (0..<columns).map { column -> Character in
        let low = chart.domain.lowerBound + Double(column) * width
        var shares: [StripChart.State: Double] = [:]
        for span in row.spans {
          let part = min(span.range.upperBound, low + width) - max(span.range.lowerBound, low)
          if part > 0 { shares[span.state, default: 0] += part }
        }
        if shares[.failed] != nil { return "x" }
        let most = StripChart.State.allCases.reduce(nil as StripChart.State?) { best, state in
          (best.flatMap { shares[$0] } ?? 0) < (shares[state] ?? 0) ? state : best
        }
        return most.map(Self.character) ?? " "
      })
  }

  private static func character(_ state: StripChart.State) -> Character {
    switch state {
    case .running: "█"
    case .starting: "+"
    case .stopped: "·"
    case .failed: "x"
    case .other: "?"
    case .noData: " "
    }
  }
}
