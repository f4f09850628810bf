import NBBasics
import NBReports

/// The list of instances for a terminal: what a person looks for first, on one line an instance. The other forms keep
/// every column and every id whole.
struct StatusList {
  private let table: Table
  private let ids: [String]
  private let asOf: String

  /// - Parameters:
  ///   - table: rows with the columns of the query `instances`.
  ///   - ids: the ids of all instances of the log, the listed ones among them.
  ///   - asOf: RFC 3339, for the years that need no mention.
  init(_ table: Table, ids: [String], asOf: String) {
    self.table = table
    self.ids = ids
    self.asOf = asOf
  }

  /// The list fitted to `width` columns.
  ///
  /// Ids are shortened to the shortest length from 8 on at which no two of the log are the same, so that what is shown
  /// names an instance. Flavors lose `modelarts.`, which nearly all begin with. What still does not fit is cut, the
  /// image first, the flavor last.
  func fitted(to width: Int) -> Table {
    let length = uniqueLength
    var cells = table.rows.indices.map { row -> [String] in
      func text(_ name: String) -> String { VisibleText.of(table.cell(name, row: row).text ?? "") }
      let image = [text("image_name").isEmpty ? text("image_id") : text("image_name"), text("image_tag")]
      return [
        String(text("notebook_id").prefix(length)), text("name"), text("status"), Self.short(text("flavor")),
        image.filter { !$0.isEmpty }.joined(separator: ":"), time(text("lease_end")), time(text("status_since_high")),
        text("user_name"),
      ]
    }
    var names = ["id", "name", "status", "flavor", "image", "lease_end", "status_since", "user"]
    func natural(_ column: Int) -> Int {
      cells.reduce(DisplayWidth.of(names[column])) { max($0, DisplayWidth.of($1[column])) }
    }
    // The last two are for those who have the room.
    let isWide = width >= 130
    if !isWide {
      names = Array(names.prefix(6))
      cells = cells.map { Array($0.prefix(6)) }
    }
    var room = width - (names.count - 1) * 2
    for column in names.indices where ![1, 3, 4].contains(column) { room -= natural(column) }
    let flavor = min(natural(3), max(13, room - 34))
    let name = min(natural(1), max(10, min(24, room - flavor - 11)))
    let image = min(natural(4), max(8, room - flavor - name))
    for row in cells.indices {
      cells[row][1] = Padding.cut(cells[row][1], to: name)
      cells[row][3] = Self.cutMiddle(cells[row][3], to: flavor)
      cells[row][4] = Padding.cut(cells[row][4], to: image)
    }
    return Table(
      columns: names.map { Column($0, .identifier, isKey: true) }, rows: cells.map { $0.map(Cell.text) })
  }

  private var uniqueLength: Int {
    let longest = ids.reduce(0) { max($0, $1.count) }
    for length in 8..<max(9, longest) where Set(ids.map { $0.prefix(length) }).count == Set(ids).count {
      return length
    }
    return max(8, longest)
  }

  private static func short(_ flavor: String) -> String {
    flavor.hasPrefix("modelarts.") ? String(flavor.dropFirst(10)) : flavor
  }

  private func time(_ text: String) -> String { TimeWords.minute(text, year: Int64(asOf.prefix(4))) }

  /// Text cut in its middle: begin and end of a flavor tell more than the middle.
  private static func cutMiddle(_ text: String, to width: Int) -> String {
    guard text.count > width else { return text }
    let head = (width - 1) / 2
    return text.prefix(head) + "…" + text.suffix(width - 1 - head)
  }
}
