import NBBasics

/// Which columns a page has for the columns of a query: an estimate with its limits is one, an instance is one, an image
/// is one.
struct ReadablePlan: Sendable {
  private(set) var columns: [ReadableColumn] = []
  private let source: [Column]
  private let labels: InstanceLabels?
  private var used: Set<Int> = []

  init(_ source: [Column], labels: InstanceLabels?) {
    self.source = source
    self.labels = labels
    for index in source.indices where !used.contains(index) {
      guard var column = composite(at: index) ?? interval(at: index) ?? single(at: index) else { continue }
      if source[index].rank > 0 { column.rank = source[index].rank }
      columns.append(column)
    }
    markKeys()
    columns = columns.filter(\.isKey) + columns.filter { !$0.isKey }
  }

  private func index(_ name: String) -> Int? {
    source.firstIndex { $0.name == name }.flatMap { used.contains($0) ? nil : $0 }
  }

  private mutating func take(_ names: String...) -> [Int?] {
    names.map { name in
      let index = index(name)
      if let index { used.insert(index) }
      return index
    }
  }

  /// Columns that are one thing to a person.
  private mutating func composite(at index: Int) -> ReadableColumn? {
    switch source[index].name {
    case "region", "project_id":
      // Where an instance is comes behind what it is called.
      return nil
    case "notebook_id", "instance":
      let name = take("name")[0]
      used.insert(index)
      let labels = labels
      return ReadableColumn("notebook", isKey: true) { row in
        guard let id = row[index].text else { return .empty }
        if let labels { return labels.cell(id) }
        if let text = name.flatMap({ row[$0].text }), !text.isEmpty { return .text(text) }
        return .code(String(id.prefix(8)))
      }
    case "image_id", "image_tag", "image_name":
      let places = take("image_name", "image_id", "image_tag")
      let labels = labels
      return ReadableColumn("image", isKey: source[index].isKey) { row in
        let texts = places.map { $0.flatMap { row[$0].text } ?? "" }
        let image = texts[0].isEmpty ? labels?.image(texts[1]) ?? String(texts[1].prefix(8)) : texts[0]
        let parts = [image, texts[2]].filter { !$0.isEmpty }
        return parts.isEmpty ? .empty : .text(parts.joined(separator: ":"))
      }
    case "step":
      let name = take("step_name")[0]
      used.insert(index)
      return ReadableColumn("step", isKey: true) { row in
        let parts = [row[index].number.map { NumberWords.trimmed($0, decimals: 0) }, name.flatMap { row[$0].text }]
        return .text(parts.compactMap { $0 }.joined(separator: " "))
      }
    case "total_low_ms" where self.index("server_total_ms") != nil && self.index("total_high_ms") != nil:
      let places = take("server_total_ms", "total_low_ms", "total_high_ms").compactMap { $0 }
      return ReadableColumn("server_total_ms", .right) { row in
        let values = places.map { row[$0].number.map { Quantity($0, .duration) } }
        if let exact = values[0] { return .quantity(exact) }
        return values[1] == nil && values[2] == nil ? .empty : .interval(values[1], values[2])
      }
    default: return nil
    }
  }

  /// A value with its limits, or limits alone.
  private mutating func interval(at index: Int) -> ReadableColumn? {
    let column = source[index]
    let unit = unit(of: column)
    guard let limits = limits(of: column) else { return nil }
    let (low, high) = limits
    used.formUnion([index, low, high])
    if low == index, column.kind == .time || source[high].kind == .time {
      return ReadableColumn(column.name) { row in
        .times(row[low].text.flatMap(InstantText.instant), row[high].text.flatMap(InstantText.instant))
      }
    }
    let (kinds, isChange) = (source, column.name == "difference")
    @Sendable func quantity(_ row: [Cell], _ place: Int) -> Quantity? {
      ReadablePlan.quantity(row[place], kinds[place], unit: unit.flatMap { row[$0].text })
    }
    return ReadableColumn(column.name, .right) { row in
      let limits = (quantity(row, low), quantity(row, high))
      if low == index { return limits.0 == nil && limits.1 == nil ? .empty : .interval(limits.0, limits.1) }
      guard let value = quantity(row, index) else {
        return limits.0 == nil && limits.1 == nil ? .empty : .interval(limits.0, limits.1)
      }
      return isChange ? .changeEstimate(value, limits.0, limits.1) : .estimate(value, limits.0, limits.1)
    }
  }

  /// The place of the units of a column's values, where rows differ.
  private func unit(of column: Column) -> Int? {
    if let unit = column.unit { return index(unit) }
    return ["value", "before", "difference"].contains(column.name) ? index("unit") : nil
  }

  /// The places of the limits of a column's values; the column itself where it is the lower one of a pair.
  private func limits(of column: Column) -> (low: Int, high: Int)? {
    if let limits = column.limits, let low = index(limits.low), let high = index(limits.high) { return (low, high) }
    func pair(_ low: String, _ high: String) -> (Int, Int)? {
      guard let low = index(low), let high = index(high) else { return nil }
      return (low, high)
    }
    let name = column.name
    for suffix in ["_s", "_ms", ""] where name.hasSuffix(suffix) {
      let stem = name.dropLast(suffix.count)
      if let found = pair("\(stem)_low\(suffix)", "\(stem)_high\(suffix)") { return found }
      if stem.hasSuffix("_low"), let found = pair(name, "\(stem.dropLast(4))_high\(suffix)") { return found }
    }
    if let best = name.firstRange(of: "best") {
      func other(_ word: String) -> String { name[..<best.lowerBound] + word + name[best.upperBound...] }
      return pair(other("lower"), other("upper"))
    }
    return nil
  }

  private mutating func single(at index: Int) -> ReadableColumn? {
    let column = source[index]
    used.insert(index)
    let unit = unit(of: column)
    switch column.name {
    case "lower_s", "lower_gb_hours", "upper_s", "upper_gb_hours":
      // Limits of what is called best, which comes between them.
      if source.contains(where: { $0.name.hasPrefix("best_") }) {
        used.remove(index)
        return nil
      }
    case "unit" where source.contains(where: { $0.name == "value" }):
      used.remove(index)
      return nil
    case "name" where source.contains(where: { $0.name == "notebook_id" }):
      used.remove(index)
      return nil
    case "status", "outcome":
      return ReadableColumn(column.name) { row in
        row[index].text.map { .status(String($0.map { $0 == "_" && column.name == "outcome" ? " " : $0 })) } ?? .empty
      }
    case "flavor":
      return ReadableColumn("flavor", isKey: column.isKey) { row in
        row[index].text.map { .code($0.hasPrefix("modelarts.") ? String($0.dropFirst(10)) : $0) } ?? .empty
      }
    case "workspace_id", "project_id", "workspace", "project", "pool_id":
      return ReadableColumn(column.name) { row in
        row[index].text.map { .code($0.count > 16 ? String($0.prefix(8)) : $0) } ?? .empty
      }
    case "inferred":
      return ReadableColumn("inferred", heading: "") { $0[index].number == 1 ? .text("implied") : .empty }
    case "enabled":
      return ReadableColumn("enabled") { row in row[index].number.map { .text($0 == 0 ? "no" : "yes") } ?? .empty }
    default: break
    }
    let isNote = column.name == "note"
    let isWord =
      ["measure", "method", "name"].contains(column.name)
      && (column.name != "name" || source.contains { $0.name == "unit" })
    return ReadableColumn(column.name, column.alignment, isKey: column.isKey) { row in
      if case .text(let text) = row[index] {
        if isNote { return .text(NoteWords.text(text)) }
        if isWord { return .text(String(text.map { $0 == "_" ? " " : $0 })) }
        switch column.kind {
        case .time: return InstantText.instant(text).map(DocumentCell.time) ?? .text(text)
        case .identifier: return .code(text)
        default: return .text(text)
        }
      }
      return ReadablePlan.quantity(row[index], column, unit: unit.flatMap { row[$0].text })
        .map { column.name == "p_value" ? .chance($0.value) : .quantity($0) } ?? .empty
    }
  }

  /// A number in the unit that its row, its name or its kind says.
  private static func quantity(_ cell: Cell, _ column: Column, unit: String?) -> Quantity? {
    guard let number = cell.number else { return nil }
    if let unit { return Quantity(number, named: unit) }
    if ColumnWords.isBillable(column.name) { return Quantity(column.kind.milliseconds(number), .hours) }
    switch column.name {
    case "days": return Quantity(number * 86_400_000, .duration)
    case "minutes_left": return Quantity(number * 60_000, .duration)
    case "attempt", "failed_step", "position": return Quantity(number, .number)
    default: return column.kind.quantity(number)
    }
  }

  /// What tells the rows apart: what the query says does; without instances, also the texts before the first number.
  private mutating func markKeys() {
    for index in columns.indices where columns[index].name == "resource" { columns[index].isKey = true }
    if columns.contains(where: { $0.name == "notebook" }) { return }
    for index in columns.indices.prefix(while: { columns[$0].alignment == .left }).prefix(4)
    where !["status", "question", "note", "value"].contains(columns[index].name) {
      columns[index].isKey = true
    }
  }
}
