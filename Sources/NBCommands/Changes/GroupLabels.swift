import NBReports

/// What the groups of an answer are called in a sentence: their dimensions, flavors by their last part where no two are
/// called the same.
struct GroupLabels {
  struct Group {
    let name: String
    let rows: [Int]
  }

  /// In the order of their first rows.
  private(set) var groups: [Group] = []
  private var names: [String] = []

  /// - Parameter table: its dimensions stand before the column `measure`.
  init(_ table: Table) {
    let dimensions = 0..<(table.index(of: "measure") ?? 0)
    let keys = table.rows.map { row in dimensions.map { VisibleText.of(row[$0].text ?? "") } }
    let flavor = table.index(of: "flavor").flatMap { dimensions.contains($0) ? $0 : nil }
    var short: [String: String] = [:]
    if let flavor {
      for (full, members) in Dictionary(grouping: Set(keys.map { $0[flavor] }), by: Self.lastPart) {
        for member in members { short[member] = members.count == 1 ? full : member }
      }
    }
    names = keys.map { key in
      key.enumerated().map { index, word in
        word.isEmpty ? "(none)" : index == flavor ? short[word] ?? word : word
      }.joined(separator: " · ")
    }
    var order: [[String]] = []
    var rows: [[String]: [Int]] = [:]
    for (row, key) in keys.enumerated() {
      if rows[key] == nil { order.append(key) }
      rows[key, default: []].append(row)
    }
    groups = order.map { key in Group(name: names[rows[key]?.first ?? 0], rows: rows[key] ?? []) }
  }

  /// Empty where there are no dimensions.
  func name(ofRow row: Int) -> String { names[row] }

  /// `v100` of `modelarts.vm.gpu.v100`, `cpu.8u` of `modelarts.vm.cpu.8u`: a size alone says too little.
  static func lastPart(_ flavor: String) -> String {
    let parts = flavor.split(separator: ".")
    guard let last = parts.last else { return flavor }
    return parts.count > 1 && last.first?.isNumber == true ? "\(parts[parts.count - 2]).\(last)" : String(last)
  }
}
