/// Starts drawn one by one: when each step was certainly and possibly under way, from the request to the outcome.
struct TimelinePart {
  /// The columns that name an attempt in both queries.
  private static let keys = ["region", "project_id", "notebook_id", "attempt"]

  let part: PartDefinition
  let selection: RowSelection

  /// A line of figures and a drawing for each attempt.
  func blocks(_ answers: ReportAnswers) throws -> [Block] {
    let attempts = selection.table
    if attempts.rows.isEmpty { return [.paragraph(try answers.phrase(part.empty, line: part.line))] }
    for expression in part.columns {
      for name in expression.columns {
        _ = try answers.index(of: name, in: attempts, query: part.query?.text ?? "", line: expression.line)
      }
    }
    let steps = try steps(answers)
    return attempts.rows.indices.flatMap { position -> [Block] in
      let reader = CellReader(columns: attempts.columns, row: attempts.rows[position])
      let figures = part.columns.compactMap { expression -> Phrase? in
        let cell = reader.cell(expression)
        if cell.isEmpty { return nil }
        return "\(expression.heading) \(Phrase([cell.inline(year: answers.context.year)]))"
      }.joined(separator: ", ")
      return [
        .paragraph("\(strong: String(position + 1)) \(figures)"), drawing(attempts, position, steps),
      ]
    }
  }

  /// The steps of the attempts shown, in order of attempt and step.
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

  private func drawing(_ attempts: Table, _ position: Int, _ steps: Table) -> Block {
    let rows = steps.rows.indices.filter { row in
      TimelinePart.keys.allSatisfy { steps.cell($0, row: row) == attempts.cell($0, row: position) }
    }
    guard !rows.isEmpty else { return .paragraph("No step of this start was seen.") }
    let known = rows.flatMap { row in
      ["began_low", "began_high", "ended_low", "ended_high"].compactMap { time(steps, $0, row) }
    }
    let start =
      time(attempts, "begin_low", position) ?? time(attempts, "begin_high", position) ?? known.min() ?? 0
    let end = max(time(attempts, "end_high", position) ?? start, known.max() ?? start)
    return .chart(
      .spans(
        SpanChart(
          domain: 0...(end - start),
          rows: rows.map { row in
            let reader = CellReader(columns: steps.columns, row: steps.rows[row])
            let step = reader.cell(ColumnExpression(column: "step", line: 0)).words(year: nil)
            let label = step + " " + (steps.cell("step_name", row: row).text ?? "")
            return line(label, steps, row, start: start, end: end)
          })))
  }

  private func time(_ table: Table, _ name: String, _ row: Int) -> Double? {
    table.cell(name, row: row).text.flatMap(InstantText.milliseconds).map(Double.init)
  }

  /// The line of one step and its duration in words.
  private func line(_ label: String, _ steps: Table, _ row: Int, start: Double, end: Double) -> SpanChart.Row {
    guard let beganHigh = time(steps, "began_high", row) else {
      return SpanChart.Row(label: label, possible: nil, words: "not begun, as far as seen")
    }
    let low = steps.cell("duration_low_ms", row: row).number
    let high = steps.cell("duration_high_ms", row: row).number
    let beganLow = max(start, time(steps, "began_low", row) ?? start)
    let endedHigh = max(beganLow, time(steps, "ended_high", row) ?? end)
    let endedLow = time(steps, "ended_low", row) ?? beganHigh + (low ?? 0)
    let words = IntervalWords.span(
      low.map { DurationWords.text(milliseconds: $0, .down) }, high.map { DurationWords.text(milliseconds: $0, .up) })
    return SpanChart.Row(
      label: label, possible: (beganLow - start)..<(endedHigh - start),
      certain: beganHigh < endedLow ? (beganHigh - start)..<(endedLow - start) : nil, words: Phrase(words ?? ""))
  }
}
