import NBBasics

/// Starts drawn one by one: when each step was certainly (`█`) and possibly (`░`) under way, from the request to the
/// outcome.
struct TimelinePart {
  private static let width = 48
  /// The columns that name an attempt in both queries.
  private static let keys = ["region", "project_id", "notebook_id", "attempt"]

  let part: PartDefinition
  let selection: RowSelection

  /// A line of figures and a drawing for each attempt.
  func markdown(_ answers: ReportAnswers) throws -> String {
    let attempts = selection.table
    if attempts.rows.isEmpty {
      return Paragraph.lines(try answers.filled(part.empty, line: part.line, isMarkdown: true))
    }
    for expression in part.columns {
      for name in expression.columns {
        _ = try answers.index(of: name, in: attempts, query: part.query?.text ?? "", line: expression.line)
      }
    }
    let steps = try steps(answers)
    return attempts.rows.indices.map { position in
      let cell = HumanCell(columns: attempts.columns, row: attempts.rows[position])
      let figures = part.columns.compactMap { expression in
        let text = cell.text(expression)
        return text.isEmpty ? nil : "\(MarkdownText.escaped(expression.heading)) \(text)"
      }
      let line = Paragraph.lines(figures.joined(separator: ", "), first: "**\(position + 1)** ")
      return line + "\n" + drawing(attempts, position, steps)
    }.joined(separator: "\n")
  }

  /// The steps of the attempts shown, in order of attempt and step, for CSV.
  func steps(_ answers: ReportAnswers) throws -> Table {
    let query = part.steps.text
    guard var steps = try answers.table(query, [], part.period, line: part.steps.line) else {
      return Table(columns: [])
    }
    let stepKeys = try TimelinePart.keys.map {
      try answers.index(of: $0, in: steps, query: query, line: part.steps.line)
    }
    let attemptKeys = try TimelinePart.keys.map {
      try answers.index(of: $0, in: selection.table, query: part.query?.text ?? "", line: part.line)
    }
    let byAttempt = Dictionary(grouping: steps.rows) { row in stepKeys.map { row[$0] } }
    steps.rows = selection.table.rows.flatMap { row in byAttempt[attemptKeys.map { row[$0] }] ?? [] }
    return steps
  }

  private func drawing(_ attempts: Table, _ position: Int, _ steps: Table) -> String {
    let rows = steps.rows.indices.filter { row in
      TimelinePart.keys.allSatisfy { steps.cell($0, row: row) == attempts.cell($0, row: position) }
    }
    guard !rows.isEmpty else { return "    No step of this start was seen.\n" }
    func time(_ table: Table, _ name: String, _ row: Int) -> Double? {
      table.cell(name, row: row).text.flatMap(InstantText.milliseconds).map(Double.init)
    }
    let known = rows.flatMap { row in
      ["began_low", "began_high", "ended_low", "ended_high"].compactMap { time(steps, $0, row) }
    }
    let begin = time(attempts, "begin_low", position) ?? time(attempts, "begin_high", position) ?? known.min() ?? 0
    let end = max(time(attempts, "end_high", position) ?? begin, known.max() ?? begin)
    let names = rows.map { row in
      let number = HumanCell(columns: steps.columns, row: steps.rows[row])
      let step = number.text(ColumnExpression(column: "step", line: 0))
      return step + " " + VisibleText.of(steps.cell("step_name", row: row).text ?? "")
    }
    let nameWidth = names.map(DisplayWidth.of).max() ?? 0
    return zip(rows, names).map { row, name in
      "    " + Padding.pad(name, to: nameWidth, .left) + "  "
        + line(steps, row, begin: begin, end: end, time: time) + "\n"
    }.joined()
  }

  /// The bar of one step and its duration in words.
  private func line(
    _ steps: Table, _ row: Int, begin: Double, end: Double, time: (Table, String, Int) -> Double?
  ) -> String {
    guard let beganHigh = time(steps, "began_high", row) else { return "not seen to begin" }
    let low = steps.cell("duration_low_ms", row: row).number
    let high = steps.cell("duration_high_ms", row: row).number
    let beganLow = max(begin, time(steps, "began_low", row) ?? begin)
    let endedHigh = max(beganLow, time(steps, "ended_high", row) ?? end)
    let endedLow = time(steps, "ended_low", row) ?? beganHigh + (low ?? 0)
    let bar = Bar.timeline(
      possible: (beganLow - begin)..<(endedHigh - begin),
      certain: beganHigh < endedLow ? (beganHigh - begin)..<(endedLow - begin) : nil, scale: end - begin,
      width: TimelinePart.width)
    let words = HumanText.range(
      low.map { HumanText.duration(milliseconds: $0) }, high.map { HumanText.duration(milliseconds: $0) })
    return bar + (words.map { "  " + $0 } ?? "")
  }
}
