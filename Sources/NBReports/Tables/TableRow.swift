/// A row read by column names; a column that is missing reads as absent.
struct TableRow {
  let columns: [Column]
  let cells: [Cell]

  func has(_ name: String) -> Bool { columns.contains { $0.name == name } }

  func number(_ name: String) -> Double? { find(name)?.cell.number }

  func text(_ name: String) -> String? { find(name)?.cell.text }

  /// A count; 0 when absent.
  func count(_ name: String) -> Int64 { number(name).map { Int64($0) } ?? 0 }

  /// A time column in milliseconds, whatever its unit.
  func milliseconds(_ name: String) -> Double? {
    find(name).flatMap { found in found.cell.number.map { found.kind.milliseconds($0) } }
  }

  /// A quantile with its interval: the columns `NAME_s`, `NAME_low_s`, `NAME_high_s`; milliseconds.
  func duration(_ name: String) -> Estimate {
    Estimate(milliseconds("\(name)_s"), low: milliseconds("\(name)_low_s"), high: milliseconds("\(name)_high_s"))
  }

  private func find(_ name: String) -> (cell: Cell, kind: ColumnKind)? {
    columns.firstIndex { $0.name == name }.map { (cells[$0], columns[$0].kind) }
  }
}
