/// The rows of an answer that a part shows, in its order.
struct RowSelection {
  /// The rows, with what the few rule empties emptied.
  private(set) var table: Table
  /// Whether the few rule has put a group last.
  private(set) var hasFew = false

  /// Applies `where`, `count_by`, `few`, `sort` and `limit` of a part. Rows that tie keep the query's order.
  init(_ answer: Table, _ part: PartDefinition, _ answers: ReportAnswers) throws {
    table = answer
    let query = part.query?.text ?? ""
    func index(_ column: String, _ line: Int) throws -> Int {
      try answers.index(of: column, in: table, query: query, line: line)
    }
    let end = InstantText.milliseconds(answers.context.end) ?? 0
    for condition in part.conditions {
      let column = try index(condition.column, condition.line)
      let kind = table.columns[column].kind
      table.rows.removeAll { !condition.passes($0[column], kind: kind, end: end) }
    }
    if !part.countBy.isEmpty {
      count(try part.countBy.map { try index($0.text, $0.line) })
    }
    if !part.sumBy.isEmpty { add(try part.sumBy.map { try index($0.text, $0.line) }) }
    var isFew = Array(repeating: false, count: table.rows.count)
    if let few = part.few {
      for column in few.columns { _ = try index(column, few.line) }
      isFew = table.rows.map { row in few.isFew { name in table.index(of: name).flatMap { row[$0].number } } }
      hasFew = isFew.contains(true)
    }
    let orders = try part.orders.map { order in
      (order: order, columns: try order.columns.map { try index($0, order.line) })
    }
    let sorted = table.rows.indices.sorted { a, b in
      if isFew[a] != isFew[b] { return isFew[b] }
      for (order, columns) in orders {
        let x = RowSelection.first(table.rows[a], columns)
        let y = RowSelection.first(table.rows[b], columns)
        if let isBefore = order.isBefore(x, y) { return isBefore }
      }
      return a < b
    }
    let units = Set(part.columns.compactMap(\.unit))
    let counts = Set(part.few?.columns ?? [])
    table.rows = sorted.map { isFew[$0] ? countsOnly(table.rows[$0], units.isEmpty ? nil : counts) : table.rows[$0] }
    if let limit = part.limit { table.rows = Array(table.rows.prefix(limit)) }
  }

  /// The first cell with a value.
  private static func first(_ row: [Cell], _ columns: [Int]) -> Cell {
    columns.lazy.map { row[$0] }.first { !$0.isNull } ?? .null
  }

  /// A row without its rates and times. Where units stand in the rows, the names of columns do not tell them from
  /// counts, and nothing but `counts` stays.
  private func countsOnly(_ row: [Cell], _ counts: Set<String>?) -> [Cell] {
    zip(row, table.columns).map { cell, column in
      let isCount = column.kind == .number && counts.map { $0.contains(column.name) } ?? true
      return column.kind.isNumeric && !isCount ? .null : cell
    }
  }

  /// Replaces the rows by their sums for each combination of the columns; of texts those stay that all rows share.
  private mutating func add(_ columns: [Int]) {
    var sums: [[Cell]: [Cell]] = [:]
    var order: [[Cell]] = []
    for row in table.rows {
      let key = columns.map { row[$0] }
      guard let before = sums[key] else {
        sums[key] = row
        order.append(key)
        continue
      }
      sums[key] = zip(before, row).enumerated().map { index, pair in
        if columns.contains(index) { return pair.0 }
        if let a = pair.0.number, let b = pair.1.number { return .real(a + b) }
        return pair.0 == pair.1 ? pair.0 : pair.0.isNull && pair.1.number != nil ? pair.1 : .null
      }
    }
    table.rows = order.compactMap { sums[$0] }
  }

  /// Replaces the rows by their number for each combination of the columns, which come first; the number is `count`.
  private mutating func count(_ columns: [Int]) {
    var counts: [[Cell]: Int64] = [:]
    var order: [[Cell]] = []
    for row in table.rows {
      let key = columns.map { row[$0] }
      if counts[key] == nil { order.append(key) }
      counts[key, default: 0] += 1
    }
    table.columns = columns.map { table.columns[$0] } + [Column("count", .number)]
    table.rows = order.map { $0 + [.integer(counts[$0]!)] }
  }
}
