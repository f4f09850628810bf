/// What a query's file says of itself in the lines `-- key: value` at its top. CONTRIBUTING.md describes the lines.
package struct QueryHeader: Sendable {
  /// How the window of a question acts.
  package enum Window: String, CaseIterable, Sendable {
    /// A start belongs to the window in which `begin_high` lies.
    case begin = "begin_high"
    /// The SQL itself cuts at `:from_ms` and `:until_ms`.
    case clipped
    /// As `clipped`, and it looks at `:before_from_ms` and `:before_until_ms` too.
    case compared
    case none
  }

  package private(set) var title = ""
  package private(set) var question = ""
  /// Where it stands in the list of named queries.
  package private(set) var place = Int.max
  /// The rows that it reads; empty for a query about the log as a whole.
  package private(set) var rows: [ChosenRows] = []
  package private(set) var window = Window.none
  /// Whether a gate asks as of the clock's now: an alert about the past is none.
  package private(set) var gatesAreNow = false
  /// The dimensions without `--by`; nil for a query that groups nothing.
  package private(set) var by: [Dimension]?
  /// All that `--by` takes.
  package private(set) var dimensions: [Dimension] = []
  package private(set) var parameters: [QuestionParameter] = []
  package private(set) var columns: [QueryColumn] = []
  /// The columns of a page for people, what is missed most first; empty: all of them, by what their names say.
  package private(set) var page: [String] = []
  /// What the figures mean, a sentence.
  package private(set) var note = ""
  package private(set) var order = ""

  /// What narrows it.
  package var filters: [FilterField] {
    FilterField.allCases.filter { field in rows.contains { field.narrows($0) } }
  }

  /// A line of a header that says nothing a program understands.
  package struct Fault: Error, Hashable, CustomStringConvertible {
    /// Counted from 1.
    package let line: Int
    package let description: String
  }

  /// Reads the comment lines at the top of a file; other lines end the header.
  ///
  /// - Parameter isStrict: whether lines with other keys are faults; in a user's file they are comments.
  package init(_ sql: String, isStrict: Bool) throws(Fault) {
    var also: [Dimension] = []
    var number = 0
    for line in sql.split(separator: "\n", omittingEmptySubsequences: false) {
      number += 1
      guard line.hasPrefix("-- "), let colon = line.firstIndex(of: ":") else { break }
      let key = String(line[line.index(line.startIndex, offsetBy: 3)..<colon])
      let value = HeaderText.trimmed(line[line.index(after: colon)...])
      do throws(HeaderText.Mistake) {
        guard try !read(key, value, &also), isStrict else { continue }
        throw HeaderText.Mistake("no such line in a header")
      } catch {
        throw Fault(line: number, description: "\(key): \(error.message)")
      }
    }
    guard by != nil, let first = rows.first else { return }
    dimensions = Dimension.allCases.filter { $0.groups(first) || also.contains($0) }
  }

  /// - Returns: whether the key is one of a header.
  private mutating func read(
    _ key: String, _ value: String, _ also: inout [Dimension]
  ) throws(HeaderText.Mistake) -> Bool {
    switch key {
    case "title": title = value
    case "question": question = value
    case "order": order = value
    case "note": note += (note.isEmpty ? "" : " ") + value
    case "place":
      guard let number = Int(value) else { throw HeaderText.Mistake("\(value) is no number") }
      place = number
    case "about":
      rows = value == "log" ? [] : try HeaderText.words(value) { ChosenRows(rawValue: $0) }
    case "window":
      guard let window = Window(rawValue: value) else { throw HeaderText.Mistake("\(value) is no window") }
      self.window = window
    case "gate":
      guard value == "now" else { throw HeaderText.Mistake("\(value) is not now") }
      gatesAreNow = true
    case "by":
      let halves = HeaderText.halves(value, ", also ")
      by = halves.0 == "none" ? [] : try HeaderText.words(halves.0) { Dimension(rawValue: $0) }
      also = try HeaderText.words(halves.1) { Dimension(rawValue: $0) }
    case "parameter":
      for item in HeaderText.items(value) { parameters.append(try HeaderText.parameter(item)) }
    case "column":
      for item in HeaderText.items(value) { columns += try HeaderText.columns(item) }
    case "page": page += try HeaderText.words(value) { $0 }
    default: return false
    }
    return true
  }
}
