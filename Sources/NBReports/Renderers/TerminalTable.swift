import NBBasics

/// A table on a terminal: a heading, a rule, and a line a row, however narrow it is.
///
/// Where there is too little room, free text is shortened, then columns are left out by their rank, which the last line
/// says; what tells the rows apart is shortened last.
package struct TerminalTable {
  private static let gap = 2
  /// Free text is read with ease from here on, and understood from there on.
  private static let easyWidth = 20
  private static let leastWidth = 10
  /// Columns up to this rank stay while text can still give way.
  private static let importantRank = 2

  private let columns: [DocumentTable.Column]
  private let year: Int64?
  private let style: TerminalStyle
  /// The columns shown, and the width of every column.
  private var shown: [Int] = []
  private var widths: [Int] = []

  /// Decides which columns rows like `sample` have, and how wide they are.
  ///
  /// - Parameter width: columns of the terminal; nil: as many as it takes.
  package init(
    columns: [DocumentTable.Column], sample: [[DocumentCell]], year: Int64?, width: Int?, isColored: Bool
  ) {
    self.columns = columns
    self.year = year
    style = TerminalStyle(isColored: isColored)
    shown = Array(columns.indices)
    let texts = sample.map { $0.map { TerminalTable.text($0, year) } }
    let natural = columns.indices.map { index in
      texts.reduce(DisplayWidth.of(columns[index].heading)) { max($0, DisplayWidth.of($1[index])) }
    }
    let isText = columns.indices.map { index in
      columns[index].alignment == .left && sample.allSatisfy { TerminalTable.isText($0[index]) }
    }
    widths = natural
    if let width { fit(natural, isText, to: width) }
  }

  /// The headings and the rule below them.
  package func head() -> [String] {
    let headings = shown.map { VisibleText.of(columns[$0].heading) }
    let head = line(headings.map { ($0, nil) })
    return [style.paint(head, .strong), line(shown.map { (String(repeating: "─", count: widths[$0]), nil) })]
  }

  /// A row.
  package func line(_ row: [DocumentCell]) -> String {
    line(
      shown.map { index in
        if case .toned(_, let tone) = row[index] { return (TerminalTable.text(row[index], year), tone) }
        return (TerminalTable.text(row[index], year), nil)
      })
  }

  /// What was left out for want of room; nil when nothing was.
  package var omitted: String? {
    let names = columns.indices.filter { !shown.contains($0) }.map { columns[$0].heading }
    return names.isEmpty ? nil : "not shown: \(names.joined(separator: ", ")) (--wide shows all)"
  }

  private func line(_ cells: [(text: String, tone: Tone?)]) -> String {
    var line = ""
    for (position, index) in shown.enumerated() {
      let cell = cells[position]
      let cut = columns[index].cut == .middle ? Padding.cutMiddle : Padding.cut
      let text = cut(cell.text, widths[index])
      let padding = String(repeating: " ", count: max(0, widths[index] - DisplayWidth.of(text)))
      let painted = style.paint(text, cell.tone)
      line += position > 0 ? String(repeating: " ", count: TerminalTable.gap) : ""
      line += columns[index].alignment == .left ? painted + padding : padding + painted
    }
    while line.last == " " { line.removeLast() }
    return line
  }

  private mutating func fit(_ natural: [Int], _ isText: [Bool], to width: Int) {
    func total() -> Int { shown.reduce(0) { $0 + widths[$1] } + TerminalTable.gap * max(0, shown.count - 1) }
    /// Shortens the widest of `places` until all fits, none below `least`.
    func shorten(_ places: [Int], least: Int) -> Bool {
      for index in shown { widths[index] = natural[index] }
      while total() > width {
        guard let widest = places.max(by: { widths[$0] < widths[$1] }), widths[widest] > least else { return false }
        let second = places.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
        widths[widest] = max(
          least, second, widths[widest] - (total() - width), widths[widest] > second ? 0 : widths[widest] - 1)
        if widths[widest] == second, widths[widest] > least, total() > width { widths[widest] -= 1 }
      }
      return true
    }
    func texts(keys: Bool) -> [Int] { shown.filter { isText[$0] && (keys || !columns[$0].isKey) } }
    while !shorten(texts(keys: false), least: TerminalTable.easyWidth) {
      let others = shown.filter { !columns[$0].isKey && columns[$0].rank > TerminalTable.importantRank }
      guard let last = others.max(by: { columns[$0].rank <= columns[$1].rank }) else { break }
      shown.removeAll { $0 == last }
    }
    if total() <= width || shorten(texts(keys: true), least: TerminalTable.easyWidth) { return }
    // Labels are cut when little but figures is left.
    while !shorten(texts(keys: false), least: TerminalTable.easyWidth) {
      let others = shown.filter { !columns[$0].isKey && columns[$0].rank > 1 }
      guard others.count > 2, let last = others.max(by: { columns[$0].rank <= columns[$1].rank }) else { break }
      shown.removeAll { $0 == last }
    }
    if total() <= width { return }
    while !shorten(texts(keys: true), least: TerminalTable.leastWidth) {
      let others = shown.filter { !columns[$0].isKey }
      guard others.count > 1, let last = others.max(by: { columns[$0].rank <= columns[$1].rank }) else { return }
      shown.removeAll { $0 == last }
    }
  }

  private static func text(_ cell: DocumentCell, _ year: Int64?) -> String { VisibleText.of(cell.words(year: year)) }

  private static func isText(_ cell: DocumentCell) -> Bool {
    switch cell {
    case .text, .code, .empty: true
    default: false
    }
  }
}
