/// Which columns of a terminal table are shown, and how wide.
struct TableLayout {
  /// The gap between two columns.
  static let gap = 2
  /// Free text is not shortened below this.
  static let narrowest = 8

  /// The columns shown, by position, in order.
  private(set) var shown: [Int]
  /// The columns left out, by position, in order. Never a key.
  private(set) var omitted: [Int] = []
  /// The display width of every column, shown or not.
  private(set) var widths: [Int]

  /// Fits columns of natural `widths` into `limit` (nil: no limit). First the widest free text is shortened, then
  /// columns are left out from the end. Keys stay whole and shown, even when they alone are wider than the limit:
  /// a row that cannot be told from another says nothing.
  init(columns: [Column], widths: [Int], limit: Int?) {
    shown = Array(columns.indices)
    self.widths = widths
    guard let limit else { return }
    let shrinkable = columns.indices.filter { TableLayout.isShortened(columns[$0]) }
    while total > limit {
      let widest = shrinkable.filter { shown.contains($0) }.max { self.widths[$0] < self.widths[$1] }
      if let widest, self.widths[widest] > TableLayout.narrowest {
        self.widths[widest] = max(TableLayout.narrowest, self.widths[widest] - (total - limit))
      } else if let last = shown.last(where: { !columns[$0].isKey }) {
        shown.removeAll { $0 == last }
        omitted.insert(last, at: 0)
        // What was shortened may grow again into the room that is free now.
        for index in shrinkable { self.widths[index] = widths[index] }
      } else {
        return
      }
    }
  }

  /// Whether cells of a column may be cut: free text that is no key. A cut number or id would be another one.
  static func isShortened(_ column: Column) -> Bool {
    !column.isKey && (column.kind == .text || column.kind == .json)
  }

  private var total: Int {
    shown.reduce(0) { $0 + widths[$1] } + TableLayout.gap * max(0, shown.count - 1)
  }
}
