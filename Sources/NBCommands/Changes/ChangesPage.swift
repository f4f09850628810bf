import NBBasics
import NBObservations
import NBReadModel
import NBReports

/// The answer of `changes` for people: a sentence for each change, what stayed as it was in short.
struct ChangesPage {
  private let table: Table
  private let period: Period
  private let labels: GroupLabels

  /// - Parameter table: rows with the columns of the query `changes`.
  init(_ table: Table, period: Period) {
    self.table = table
    self.period = period
    labels = GroupLabels(table)
  }

  private static let changed: Set<String> = ["slower", "quicker", "fails_more", "fails_less"]

  /// Whether any row is a change.
  static func hasChanges(_ table: Table) -> Bool {
    table.rows.indices.contains { changed.contains(table.cell("verdict", row: $0).text ?? "") }
  }

  func lines(isColored: Bool) -> [String] {
    guard !table.rows.isEmpty else { return ["No start began \(window)."] }
    var lines: [String] = []
    for row in rows(where: { Self.changed.contains($0) }) {
      let sentence = ChangeSentence(table, row, subject: subject(row), year: year)
      lines.append(isColored ? "\u{1B}[1m\(sentence.head)\u{1B}[0m" : sentence.head)
      lines += sentence.details.map { "  " + $0 }
      lines.append("")
    }
    let incomparable = rows { $0 == "not_comparable" }
    lines += incomparable.map { "\(subject($0)): \(text("note", $0)); that cannot be compared." }
    if !incomparable.isEmpty { lines.append("") }
    if lines.isEmpty { lines += ["No change found.", ""] }
    lines += unchanged
    let tooFew = labels.groups.filter { group in group.rows.allSatisfy { text("verdict", $0) == "too_few" } }
    if !tooFew.isEmpty {
      let names = tooFew.map { group in
        group.name.isEmpty ? Self.most(group.rows, table) : "\(group.name) (\(Self.most(group.rows, table)))"
      }
      lines.append("Too few starts to say: \(Self.list(names)).")
    }
    lines.append("Searched: starts \(window). One such answer in 20 at most names a change where there is none.")
    return lines
  }

  private var year: Int64 { TimeWords.year(period.asOf) }

  private var window: String {
    let end = TimeWords.minute(period.until.map { $0 + -1 } ?? period.asOf, year: year)
    return period.from.map { "from \(TimeWords.minute($0, year: year)) to \(end) UTC" } ?? "up to \(end) UTC"
  }

  /// Groups in which nothing changed, and of the others what did not.
  private var unchanged: [String] {
    var whole: [String] = []
    var parts: [String] = []
    for group in labels.groups {
      let same = group.rows.filter { text("verdict", $0) == "unchanged" }
      guard !same.isEmpty else { continue }
      let said = group.rows.filter { !["unchanged", "too_few"].contains(text("verdict", $0)) }
      if said.isEmpty {
        whole.append("\(group.name.isEmpty ? "everything" : group.name) (\(Self.most(group.rows, table)))")
      } else {
        let measures = Self.list(same.sorted { order($0) < order($1) }.map(measure))
        parts.append(group.name.isEmpty ? measures : "\(group.name) \(measures)")
      }
    }
    return whole.isEmpty && parts.isEmpty
      ? [] : ["Unchanged: \((parts + (whole.isEmpty ? [] : [Self.list(whole)])).joined(separator: "; "))."]
  }

  private func rows(where holds: (String) -> Bool) -> [Int] {
    table.rows.indices.filter { holds(text("verdict", $0)) }
  }

  /// The starts behind a group: the largest count of its rows.
  private static func most(_ rows: [Int], _ table: Table) -> String {
    let count = rows.compactMap { table.cell("n", row: $0).number }.max() ?? 0
    return NumberWords.count(Int64(count), "start")
  }

  /// start, steps, failure rate.
  private func order(_ row: Int) -> Double {
    switch text("measure", row) {
    case "start": 0
    case "step": table.cell("step", row: row).number ?? 1
    default: 9
    }
  }

  private func measure(_ row: Int) -> String {
    switch text("measure", row) {
    case "start": "start"
    case "step": "step \(NumberWords.trimmed(table.cell("step", row: row).number ?? 0, decimals: 0))"
    default: "failure rate"
    }
  }

  private func subject(_ row: Int) -> String {
    let name = labels.name(ofRow: row)
    return name.isEmpty ? measure(row) : "\(name) \(measure(row))"
  }

  private func text(_ column: String, _ row: Int) -> String { table.cell(column, row: row).text ?? "" }

  /// `a, b and c`.
  private static func list(_ words: [String]) -> String {
    words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " and " + words[words.count - 1]
  }
}
