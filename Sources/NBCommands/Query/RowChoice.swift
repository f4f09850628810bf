import ArgumentParser
import NBReadModel
import NBReports

/// Which rows and columns of an answer are shown.
struct RowChoice: ParsableArguments {
  @Option(help: ArgumentHelp("Only these columns, in this order.", valueName: "a,b,…")) var columns: String?
  @Option(help: ArgumentHelp("At most so many rows.", valueName: "count")) var limit: Int?

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit takes a number from 0 on") }
  }

  /// Those places of rows that are shown, in their order.
  ///
  /// - Parameter sort: a column, and desc for descending; nil keeps the order.
  func shown(_ counted: [Int], of table: Table, sort: String? = nil) throws(QuestionFault) -> [Int] {
    var ordered = counted
    if let sort { ordered = try sorted(counted, of: table, sort) }
    return limit.map { Array(ordered.prefix($0)) } ?? ordered
  }

  /// The rows and columns that are wanted.
  func apply(to table: Table) throws(QuestionFault) -> Table {
    var chosen = table
    chosen.rows = try shown(Array(table.rows.indices), of: table).map { table.rows[$0] }
    return try columns(of: chosen)
  }

  /// The columns that are wanted.
  func columns(of table: Table) throws(QuestionFault) -> Table {
    guard let columns else { return table }
    var indices: [Int] = []
    for name in columns.split(separator: ",", omittingEmptySubsequences: false) {
      indices.append(try Self.index(of: String(name), in: table, "--columns"))
    }
    return Table(
      title: table.title, columns: indices.map { table.columns[$0] },
      rows: table.rows.map { row in indices.map { row[$0] } }, notes: table.notes)
  }

  private func sorted(_ places: [Int], of table: Table, _ text: String) throws(QuestionFault) -> [Int] {
    let words = text.split(separator: " ").map(String.init)
    guard words.count == 1 || words.count == 2 && ["asc", "desc"].contains(words[1].lowercased()) else {
      throw QuestionFault("--sort takes a column, and desc for descending, not '\(text)'")
    }
    let index = try Self.index(of: words[0], in: table, "--sort")
    let isDescending = words.count == 2 && words[1].lowercased() == "desc"
    // Equal rows keep their order; absent values come last in both directions.
    return places.enumerated().sorted { left, right in
      let (a, b) = (table.rows[left.element][index], table.rows[right.element][index])
      if a.isNull || b.isNull { return a.isNull == b.isNull ? left.offset < right.offset : b.isNull }
      switch Self.order(a, b) {
      case 0: return left.offset < right.offset
      case let order: return (order < 0) != isDescending
      }
    }.map(\.element)
  }

  /// Negative where `a` comes first: numbers before texts, texts by their bytes.
  private static func order(_ a: Cell, _ b: Cell) -> Int {
    if let x = a.number, let y = b.number { return x < y ? -1 : x > y ? 1 : 0 }
    guard let x = a.text, let y = b.text else { return a.number != nil ? -1 : 1 }
    return x.utf8.lexicographicallyPrecedes(y.utf8) ? -1 : y.utf8.lexicographicallyPrecedes(x.utf8) ? 1 : 0
  }

  /// The place of a column, in which `-` and `_` are the same.
  static func index(of name: String, in table: Table, _ option: String) throws(QuestionFault) -> Int {
    let plain = String(name.filter { $0 != " " }.map { $0 == "-" ? "_" : $0 })
    if let index = table.index(of: plain) { return index }
    let names = table.columns.map(\.name)
    throw QuestionFault(
      "\(option) names the column \(name), which the query does not have",
      hint: (Suggestion.nearest(to: name, among: names).map { "Did you mean \($0)? " } ?? "")
        + "Its columns: \(names.joined(separator: ", ")).")
  }
}
