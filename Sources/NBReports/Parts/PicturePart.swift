import NBBasics

/// The picture of a part: the rows of a query as marks.
struct PicturePart {
  let part: PartDefinition
  let selection: RowSelection
  let answers: ReportAnswers
  /// The name of the picture.
  let name: String

  private var table: Table { selection.table }
  private var fields: PictureFields { part.picture }

  /// The picture, or the sentence that stands for one without rows.
  func blocks() throws -> [Block] {
    let question = try answers.phrase(part.title ?? part.query?.text ?? "", line: part.line)
    if table.rows.isEmpty {
      return (part.title == nil ? [] : [.heading(3, question)])
        + [.paragraph(try answers.phrase(part.empty, line: part.line))]
    }
    let chart = try chart()
    if case .lines(let lines) = chart, lines.panels.isEmpty {
      return [.heading(3, question), .paragraph(try answers.phrase(part.empty, line: part.line))]
    }
    let answer = try fields.answer.map { try answers.phrase($0.text, line: $0.line) }
    return [
      .figure(
        Figure(
          name: name, question: question, answer: answer ?? Phrase(ChartSentence.of(chart)),
          chart: chart, notes: selection.hasFew ? part.few.map { [Phrase($0.sentence)] } ?? [] : []))
    ]
  }

  private func chart() throws -> Chart {
    switch part.show {
    case .lines: .lines(try lines())
    case .dots: .dots(try dots())
    case .columns: .columns(try columns())
    case .strips: .strips(try strips())
    default: .bars(try bars())
    }
  }

  private func index(_ text: TOMLText?) throws -> Int? {
    try text.map { try answers.index(of: $0.text, in: table, query: part.query?.text ?? "", line: $0.line) }
  }

  private func indices(_ texts: [TOMLText]) throws -> [Int] { try texts.compactMap { try index($0) } }

  private func check(_ expression: ColumnExpression) throws {
    for name in expression.columns {
      _ = try answers.index(of: name, in: table, query: part.query?.text ?? "", line: expression.line)
    }
  }

  private func quantity(_ row: [Cell], _ index: Int?) -> Quantity? {
    index.flatMap { index in row[index].number.map { table.columns[index].kind.quantity($0) } }
  }

  /// A value as an expression asks for it.
  private func quantity(_ row: [Cell], _ expression: ColumnExpression) -> Quantity? {
    switch CellReader(columns: table.columns, row: row).cell(expression) {
    case .quantity(let quantity): quantity
    default: nil
    }
  }

  /// The limits of a column's value, where the query gives them.
  private func limits(_ row: [Cell], of column: Int) -> (low: Double?, high: Double?) {
    guard let limits = table.columns[column].limits else { return (nil, nil) }
    return (
      quantity(row, table.index(of: limits.low))?.value, quantity(row, table.index(of: limits.high))?.value
    )
  }

  // MARK: Bars

  private func bars() throws -> BarChart {
    let labels = try indices(fields.label)
    let (group, value, upTo) = (try index(fields.group), try index(fields.value), try index(fields.upTo))
    let rows = table.rows.map { row in
      BarChart.Row(
        group: group.map { ChartLabel.text([$0], row, table) } ?? "", label: ChartLabel.text(labels, row, table),
        value: quantity(row, value)?.value, end: quantity(row, upTo)?.value)
    }
    let unit = table.rows.lazy.compactMap { quantity($0, value)?.unit }.first ?? .number
    return BarChart(unit, title: fields.axis, rows: rows, ends: fields.ends.map(\.text))
  }

  // MARK: Dots

  private func dots() throws -> DotChart {
    let labels = try indices(fields.label)
    let value = try index(fields.value) ?? 0
    let beside = fields.beside
    if let beside { for alternative in beside.alternatives { try check(beside, alternative) } }
    let rows = table.rows.map { row -> DotChart.Row in
      let limits = self.limits(row, of: value)
      let known = quantity(row, value)?.value
      return DotChart.Row(
        label: ChartLabel.text(labels, row, table), value: known, low: known == nil ? nil : limits.low,
        high: known == nil ? nil : limits.high, beside: beside.map { text($0, row) } ?? "")
    }
    let unit = table.rows.lazy.compactMap { quantity($0, value)?.unit }.first ?? .share
    return DotChart(unit, title: fields.axis, rows: rows, besideTitle: beside?.heading ?? "")
  }

  private func check(_ expression: ColumnExpression, _ alternative: ColumnExpression.Alternative) throws {
    var one = expression
    one.alternatives = [alternative]
    try check(one)
  }

  /// `6 of 59`: what the alternatives of an expression show, each after the other.
  private func text(_ expression: ColumnExpression, _ row: [Cell]) -> String {
    expression.alternatives.compactMap { alternative -> String? in
      var one = expression
      one.alternatives = [alternative]
      let text = CellReader(columns: table.columns, row: row).cell(one).words(year: answers.context.year)
      return text.isEmpty ? nil : text
    }.joined(separator: " of ")
  }

  // MARK: Lines

  private func lines() throws -> LineChart {
    for line in fields.lines { try check(line) }
    let x = try index(fields.x) ?? 0
    let (panel, series) = (try index(fields.panel), try index(fields.series))
    let isScale = table.columns[x].kind.isNumeric
    let places = isScale ? [] : places(x)
    func place(_ row: [Cell]) -> Double {
      isScale ? quantity(row, x)?.value ?? 0 : Double(places.firstIndex(of: row[x].text ?? "") ?? 0)
    }
    func names(_ column: Int?) -> [String] {
      guard let column else { return [""] }
      var names: [String] = []
      for row in table.rows {
        let name = ChartLabel.text([column], row, table)
        if !names.contains(name) { names.append(name) }
      }
      return names
    }
    let panels = names(panel).map { title in
      let rows = table.rows.filter { row in panel.map { ChartLabel.text([$0], row, table) == title } ?? true }
      let lines = names(series).flatMap { name in
        let own = rows.filter { row in series.map { ChartLabel.text([$0], row, table) == name } ?? true }
        return fields.lines.map { line($0, own, name: name, place: place) }
      }
      return LineChart.Panel(title, lines)
    }.filter { panel in panel.lines.contains { line in line.points.contains { $0.value != nil } } }
    let first = fields.lines[0]
    let unit = table.rows.lazy.compactMap { quantity($0, first)?.unit }.first ?? .number
    let values = panels.flatMap(\.lines).flatMap(\.points).compactMap(\.value)
    // Limits may be far out or missing: the scale is that of the values, with room for the limits of the leading line.
    let most = values.max() ?? 0
    let limits = panels.compactMap(\.lines.first).flatMap(\.points).compactMap(\.high).filter { $0 <= most * 1.8 }
    let axis = Axis(unit, upTo: unit == .share ? [1] : limits + [most * 1.1], title: fields.axis)
    guard isScale else { return LineChart(.labels(places.map(ChartLabel.place)), axis, panels: panels) }
    let along = table.rows.compactMap { quantity($0, x) }
    let (low, high) = (along.map(\.value).min() ?? 0, along.map(\.value).max() ?? 1)
    let scale = Axis(
      along.first?.unit ?? .number, low...max(low, high), low > 0 && high / low > 20 ? .logarithmic : .linear)
    return LineChart(.axis(scale), axis, panels: panels, isStepped: true)
  }

  private func line(
    _ expression: ColumnExpression, _ rows: [[Cell]], name: String, place: ([Cell]) -> Double
  ) -> LineChart.Line {
    var column: Int?
    if case .single(let name)? = expression.alternatives.first { column = table.index(of: name) }
    let title = [name, fields.series == nil || fields.lines.count > 1 ? expression.heading : ""]
    return LineChart.Line(
      title.filter { !$0.isEmpty }.joined(separator: " "),
      rows.map { row in
        let limits: (low: Double?, high: Double?) = column.map { self.limits(row, of: $0) } ?? (nil, nil)
        return LineChart.Point(place(row), quantity(row, expression)?.value, low: limits.low, high: limits.high)
      })
  }

  /// The places of an order: the days of the window also where nothing happened, otherwise those of the rows.
  private func places(_ x: Int) -> [String] {
    var places: [String] = []
    if table.columns[x].name == "day", part.period == .window { places = answers.context.days }
    for row in table.rows {
      let text = row[x].text ?? ""
      if !places.contains(text) { places.append(text) }
    }
    return places.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
  }

  // MARK: Columns

  /// More kinds than this are put together.
  private static let mostKinds = 5

  private func columns() throws -> ColumnChart {
    for level in fields.levels { try check(level) }
    if let unknown = fields.unknown { try check(unknown) }
    let x = try index(fields.x) ?? 0
    let places = places(x)
    let labels = places.map(ChartLabel.place)
    if !fields.levels.isEmpty { return levels(x, places, labels) }
    guard let series = try index(fields.series), let value = try index(fields.value) else {
      return ColumnChart(.count, labels: labels, parts: [], meaning: .kinds)
    }
    var sums: [String: [Double]] = [:]
    for row in table.rows {
      let text = row[series].text ?? ""
      let name = text.isEmpty ? "no reason given" : ChartLabel.reason(ChartLabel.text([series], row, table))
      guard let place = places.firstIndex(of: row[x].text ?? "") else { continue }
      sums[name, default: Array(repeating: 0, count: places.count)][place] += quantity(row, value)?.value ?? 0
    }
    let ranked = sums.sorted { a, b in
      let (x, y) = (a.value.reduce(0, +), b.value.reduce(0, +))
      return x != y ? x > y : a.key.unicodeScalars.lexicographicallyPrecedes(b.key.unicodeScalars)
    }
    var parts = ranked.prefix(ranked.count > Self.mostKinds ? Self.mostKinds - 1 : Self.mostKinds).map {
      ColumnChart.Part($0.key, $0.value)
    }
    if ranked.count > parts.count {
      let rest = ranked.dropFirst(parts.count)
      parts.append(
        ColumnChart.Part(
          "\(rest.count) others", places.indices.map { place in rest.reduce(0) { $0 + $1.value[place] } }))
    }
    let unit = table.rows.lazy.compactMap { quantity($0, value)?.unit }.first ?? .count
    return ColumnChart(unit, title: fields.axis, labels: labels, parts: parts, meaning: .kinds)
  }

  private func levels(_ x: Int, _ places: [String], _ labels: [String]) -> ColumnChart {
    func values(_ expression: ColumnExpression) -> [Double] {
      places.map { place in
        table.rows.filter { $0[x].text == place }.reduce(0) { $0 + (quantity($1, expression)?.value ?? 0) }
      }
    }
    var below = Array(repeating: 0.0, count: places.count)
    var parts: [ColumnChart.Part] = []
    for level in fields.levels {
      let values = values(level)
      parts.append(ColumnChart.Part(level.heading, zip(values, below).map { max(0, $0 - $1) }))
      below = values
    }
    if let unknown = fields.unknown {
      parts.append(ColumnChart.Part(unknown.heading, values(unknown), isUnknown: true))
    }
    let unit = table.rows.lazy.compactMap { row in fields.levels.first.flatMap { quantity(row, $0)?.unit } }.first
    return ColumnChart(unit ?? .number, title: fields.axis, labels: labels, parts: parts, meaning: .levels)
  }

  // MARK: Strips

  private func strips() throws -> StripChart {
    let labels = try indices(fields.label)
    let times = [try index(fields.from), try index(fields.until)]
    let state = try index(fields.state)
    let identity = ["region", "project_id", "notebook_id"].compactMap { table.index(of: $0) }
    var order: [(key: String, label: String)] = []
    var spans: [String: [StripChart.Span]] = [:]
    for row in table.rows {
      func time(_ place: Int?) -> Double? {
        place.flatMap { row[$0].text }.flatMap(InstantText.milliseconds).map(Double.init)
      }
      guard let from = time(times[0]), let until = time(times[1]), from < until else { continue }
      let word = state.flatMap { row[$0].text } ?? ""
      // Notebooks of one name have strips of their own.
      let label = ChartLabel.text(labels, row, table)
      let key = (identity.map { row[$0].text ?? "" } + [label]).joined(separator: "\u{0}")
      if spans[key] == nil { order.append((key, label)) }
      spans[key, default: []].append(StripChart.Span(from..<until, StripChart.State(rawValue: word) ?? .other))
    }
    let rows = order.map { StripChart.Row(label: $0.label, spans: spans[$0.key] ?? []) }
    return StripChart(domain: answers.context.windowMilliseconds, rows: rows)
  }
}
