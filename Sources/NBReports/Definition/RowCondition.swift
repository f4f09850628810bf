import NBBasics

/// Which rows a part shows: `status = FROZEN, ERROR`, `status != GONE`, `minutes_left < 60`,
/// `last_observed_at older 24h`, `error_code present`.
struct RowCondition: Hashable {
  enum Test: Hashable {
    /// The text is one of these.
    case oneOf([String])
    /// The text is none of these; an absent value passes.
    case noneOf([String])
    /// The number is smaller; an absent value does not pass.
    case below(Double)
    /// The number is greater; an absent value does not pass.
    case above(Double)
    /// The instant lies more than so many milliseconds before the end of the window.
    case older(Int64)
    /// There is a value, or there is none.
    case present(Bool)
  }

  static let examples = [
    "column = A, B", "column != A, B", "column < 5", "column > 5", "column older 24h",
    "column present", "column absent",
  ]

  var column: String
  var test: Test
  var line: Int

  init(_ item: TOMLText, file: String) throws(DefinitionError) {
    let words = item.text.split(separator: " ", maxSplits: 2).map(String.init)
    guard words.count >= 2, let test = RowCondition.test(words[1], words.count == 3 ? words[2] : nil) else {
      throw DefinitionError(
        file: file, line: item.line, message: "'\(item.text)' is no condition", allowed: RowCondition.examples)
    }
    column = words[0]
    self.test = test
    line = item.line
  }

  /// Whether a cell passes; `end` is the end of the window in milliseconds since 1970.
  func passes(_ cell: Cell, kind: ColumnKind, end: Int64) -> Bool {
    switch test {
    case .oneOf(let values): values.contains(RowCondition.text(cell, kind))
    case .noneOf(let values): !values.contains(RowCondition.text(cell, kind))
    case .below(let limit): cell.number.map { $0 < limit } ?? false
    case .above(let limit): cell.number.map { $0 > limit } ?? false
    case .present(let isPresent): (cell.isNull || cell.text == "") != isPresent
    case .older(let age): cell.text.flatMap(InstantText.milliseconds).map { end - $0 > age } ?? false
    }
  }

  private static func text(_ cell: Cell, _ kind: ColumnKind) -> String {
    switch MachineText(cell, kind) {
    case .missing: ""
    case .number(let text), .text(let text): text
    }
  }

  private static func test(_ word: String, _ rest: String?) -> Test? {
    guard let rest else { return word == "present" ? .present(true) : word == "absent" ? .present(false) : nil }
    let values = rest.split(separator: ",").map(\.trimmed)
    switch word {
    case "=": return .oneOf(values)
    case "!=": return .noneOf(values)
    case "<": return Double(rest).map(Test.below)
    case ">": return Double(rest).map(Test.above)
    case "older": return DurationText.milliseconds(rest).map(Test.older)
    default: return nil
    }
  }
}
