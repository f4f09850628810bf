/// A cell of a report as it stands in Markdown: units a person reads, text escaped.
struct HumanCell {
  /// Free text in a table is cut to so many columns, so that one long name does not widen every line: the widest that
  /// keeps the table in one piece, else the last but one.
  static let textWidths = [72, 56, 40, 32, 24]
  /// Where nothing else decides.
  static let usualTextWidth = 40

  let columns: [Column]
  let row: [Cell]
  var textWidth = usualTextWidth

  /// The text of a column expression; empty when nothing is known.
  func text(_ expression: ColumnExpression) -> String {
    for alternative in expression.alternatives {
      switch alternative {
      case .single(let name):
        if let text = text(of: name, expression) { return text }
      case .interval(let low, let high):
        if let text = interval(low, high, expression) { return text }
      case .prefix(let prefix):
        let values = columns.indices.filter { columns[$0].name.hasPrefix(prefix) }.map { row[$0].number }
        if !values.isEmpty, values.contains(where: { $0 != nil }) { return Sparkline.ofCumulative(values) }
      }
    }
    return ""
  }

  private func cell(_ name: String) -> (cell: Cell, kind: ColumnKind)? {
    columns.firstIndex { $0.name == name }.map { (row[$0], columns[$0].kind) }
  }

  private func text(of name: String, _ expression: ColumnExpression) -> String? {
    guard let (cell, kind) = cell(name) else { return nil }
    let unit = expression.unit.flatMap { self.cell($0)?.cell.text }
    var shown = cell
    if case .text(let text) = cell, kind == .text, expression.format == nil {
      shown = .text(Padding.cut(text, to: textWidth))
    }
    return HumanCell.text(shown, kind: kind, format: expression.format, unit: unit)
  }

  private func interval(_ low: String, _ high: String, _ expression: ColumnExpression) -> String? {
    let (low, high) = (text(of: low, expression), text(of: high, expression))
    return expression.format == .change ? HumanCell.changeRange(low, high) : HumanText.span(low, high)
  }

  /// One value in the form that `format`, else `unit`, else its kind asks for; nil when absent.
  static func text(_ cell: Cell, kind: ColumnKind, format: ColumnExpression.Format?, unit: String?) -> String? {
    if case .text(let text) = cell {
      if format == .words { return MarkdownText.escaped(String(text.map { $0 == "_" ? " " : $0 })) }
      if format == .code || format == nil && kind == .identifier { return MarkdownText.code(text) }
      if format == .time || format == nil && kind == .time { return MarkdownText.escaped(InstantText.human(text)) }
      return MarkdownText.escaped(text)
    }
    guard let number = cell.number else { return nil }
    if format == .change { return change(number, kind, unit) }
    if let format { return formatted(number, kind, format) }
    if let unit { return measured(number, unit) }
    switch kind {
    case .milliseconds, .seconds, .millisecondsAsSeconds:
      return HumanText.duration(milliseconds: milliseconds(number, kind))
    case .rate: return HumanText.percent(number)
    case .gigabyteHours: return HumanText.gigabyteHours(number)
    case .gigabyteMillisecondsAsGigabyteHours: return HumanText.gigabyteHours(number / 3_600_000)
    case .text, .identifier, .time, .json, .number: return HumanText.trimmed(number, decimals: 3)
    }
  }

  /// A time value in milliseconds, whatever the unit of its column.
  static func milliseconds(_ number: Double, _ kind: ColumnKind) -> Double {
    kind == .seconds ? number * 1000 : number
  }

  private static func formatted(_ number: Double, _ kind: ColumnKind, _ format: ColumnExpression.Format) -> String {
    switch format {
    case .duration: HumanText.duration(milliseconds: milliseconds(number, kind))
    case .percent: HumanText.percent(number)
    case .chance: HumanCell.chance(number)
    case .count: HumanText.trimmed(number, decimals: 0)
    case .change, .code, .number, .sparkline, .text, .time, .words: HumanText.trimmed(number, decimals: 3)
    }
  }

  /// A difference with its sign; a difference of shares is one of percentage points.
  private static func change(_ number: Double, _ kind: ColumnKind, _ unit: String?) -> String {
    if unit == "share" || unit == nil && kind == .rate {
      return HumanText.signed(number) { "\(HumanText.trimmed($0 * 100, decimals: 1)) points" }
    }
    return HumanText.signed(number) { value in
      unit.map { measured(value, $0) } ?? text(.real(value), kind: kind, format: nil, unit: nil) ?? ""
    }
  }

  /// A p-value, marked where it is below 5 %, the level of all intervals here.
  static func chance(_ p: Double) -> String {
    let text = HumanText.probability(p)
    // `p = 0.31` under the heading p is 0.31.
    let number = text.hasPrefix("p = ") ? String(text.dropFirst(4)) : String(text.dropFirst(2))
    return p < 0.05 ? "\(number) \\*" : number
  }

  /// `-8 to +8.3 points`: the unit stands once where both ends have the same, whole numbers of it.
  private static func changeRange(_ low: String?, _ high: String?) -> String? {
    if let low, let high {
      for unit in [" points", " GB-h", " %", " h"] where low.hasSuffix(unit) && high.hasSuffix(unit) {
        let number = low.dropLast(unit.count)
        if !number.contains(" ") { return HumanText.range(String(number), high) }
      }
    }
    return HumanText.range(low, high)
  }

  /// A value whose unit stands in its row.
  static func measured(_ number: Double, _ unit: String) -> String {
    switch unit {
    case "s": HumanText.duration(milliseconds: number * 1000)
    case "ms": HumanText.duration(milliseconds: number)
    case "share": HumanText.percent(number)
    case "gb_hours": HumanText.gigabyteHours(number)
    case "", "count": HumanText.trimmed(number, decimals: 3)
    default:
      "\(HumanText.trimmed(number, decimals: 3)) \(MarkdownText.escaped(number == 1 && unit.hasSuffix("s") ? String(unit.dropLast()) : unit))"
    }
  }
}
