/// Reads the cells that a definition asks for from a row of a query.
struct CellReader {
  let columns: [Column]
  let row: [Cell]

  /// What a column expression shows; empty when nothing is known.
  func cell(_ expression: ColumnExpression) -> DocumentCell {
    for alternative in expression.alternatives {
      let cell: DocumentCell
      switch alternative {
      case .single(let name): cell = single(name, expression)
      case .interval(let low, let high): cell = interval(low, high, expression)
      case .prefix(let prefix):
        let values = columns.indices.filter { columns[$0].name.hasPrefix(prefix) }.map { row[$0].number }
        cell = values.contains { $0 != nil } ? .shape(values) : .empty
      case .sum(let names): cell = sum(names)
      }
      if cell != .empty { return cell }
    }
    return .empty
  }

  /// The sum of columns of one unit; empty where none has a value.
  private func sum(_ names: [String]) -> DocumentCell {
    let parts = names.compactMap { name in
      find(name).flatMap { found in found.cell.number.map { found.kind.quantity($0) } }
    }
    guard let first = parts.first else { return .empty }
    return .quantity(Quantity(parts.reduce(0) { $0 + $1.value }, first.unit))
  }

  private func find(_ name: String) -> (cell: Cell, kind: ColumnKind)? {
    columns.firstIndex { $0.name == name }.map { (row[$0], columns[$0].kind) }
  }

  private func single(_ name: String, _ expression: ColumnExpression) -> DocumentCell {
    guard let (cell, kind) = find(name) else { return .empty }
    if case .text(let text) = cell { return CellReader.cell(text, kind, expression.format) }
    guard let quantity = quantity(name, expression) else { return .empty }
    return switch expression.format {
    case .change: .change(quantity)
    case .chance: .chance(quantity.value)
    case .text, .words, .code: .text(quantity.text())
    default: .quantity(quantity)
    }
  }

  private func interval(_ low: String, _ high: String, _ expression: ColumnExpression) -> DocumentCell {
    let (from, to) = (find(low)?.cell.text, find(high)?.cell.text)
    if from != nil || to != nil {
      return .times(from.flatMap(InstantText.instant), to.flatMap(InstantText.instant))
    }
    let limits = (quantity(low, expression), quantity(high, expression))
    if limits.0 == nil, limits.1 == nil { return .empty }
    if expression.format == .verdict {
      return Verdict.of(low: limits.0?.value, high: limits.1?.value, more: ("more", false), less: ("less", false))
        .isSignificant
    }
    return expression.format == .change ? .changeInterval(limits.0, limits.1) : .interval(limits.0, limits.1)
  }

  /// A number in the unit that the format, else the row, else the kind of the column says.
  private func quantity(_ name: String, _ expression: ColumnExpression) -> Quantity? {
    guard let (cell, kind) = find(name), let number = cell.number else { return nil }
    switch expression.format {
    case .duration: return Quantity(kind.milliseconds(number), .duration)
    case .hours: return Quantity(kind.milliseconds(number), .hours)
    case .percent: return Quantity(number, .share)
    case .count: return Quantity(number.rounded(.toNearestOrAwayFromZero), .count)
    case .number, .text, .words, .code, .chance: return Quantity(number, .number)
    case .change, .verdict, .short, .sparkline, .time, nil: break
    }
    if let unit = expression.unit { return Quantity(number, named: find(unit)?.cell.text ?? "") }
    return kind.quantity(number)
  }

  private static func cell(_ text: String, _ kind: ColumnKind, _ format: ColumnExpression.Format?) -> DocumentCell {
    switch (format, kind) {
    case (.words, _): .text(String(text.map { $0 == "_" ? " " : $0 }))
    case (.short, _): .text(ChartLabel.flavor(text))
    case (.code, _), (nil, .identifier): .code(text)
    case (.time, _), (nil, .time): InstantText.instant(text).map(DocumentCell.time) ?? .text(text)
    default: .text(text)
    }
  }
}
