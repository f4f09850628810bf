import NBBasics

/// What stands in a column of a report: `ALTERNATIVES [as FORMAT] : HEADING`.
///
/// An alternative is a column of the query, an interval of two (`p50_low_s..p50_high_s`) or several columns under a
/// common beginning (`ready_within_*`); `value@unit` takes the unit from another column. Of alternatives separated by
/// `|` the first with a value is shown; `succeeded+failed` is the sum of several, an absent one counting nothing. CSV has
/// all columns of the query, in their machine units.
struct ColumnExpression: Hashable {
  /// One way to fill the cell.
  enum Alternative: Hashable {
    case single(String)
    case interval(String, String)
    case prefix(String)
    case sum([String])
  }

  /// How a value is written for people, where its kind does not say so.
  enum Format: String, CaseIterable {
    case chance, change, code, count, duration, hours, number, percent, short, sparkline, text, time, verdict, words
  }

  var alternatives: [Alternative]
  /// The column that holds the unit of the value.
  var unit: String?
  var format: Format?
  var heading: String
  var line: Int

  /// Parses one item of `columns`.
  init(_ item: TOMLText, file: String) throws(DefinitionError) {
    func error(_ message: String, allowed: [String]) -> DefinitionError {
      DefinitionError(file: file, line: item.line, message: message, allowed: allowed)
    }
    let halves = item.text.split(separator: ":", maxSplits: 1).map { $0.trimmed }
    guard halves.count == 2, !halves[0].isEmpty, !halves[1].isEmpty else {
      throw error("'\(item.text)' is no column", allowed: ["n: Starts", "p50_low_s..p50_high_s: 95 %"])
    }
    line = item.line
    heading = halves[1]
    var words = halves[0].split(separator: " ").map(String.init)
    if words.count >= 3, words[words.count - 2] == "as" {
      guard let format = Format(rawValue: words[words.count - 1]) else {
        throw error("unknown format '\(words[words.count - 1])'", allowed: Format.allCases.map(\.rawValue))
      }
      self.format = format
      words.removeLast(2)
    }
    let source = words.joined().split(separator: "@", maxSplits: 1).map(String.init)
    unit = source.count == 2 ? source[1] : nil
    alternatives = source.first?.split(separator: "|").map { ColumnExpression.alternative(String($0)) } ?? []
    if alternatives.isEmpty { throw error("'\(item.text)' names no column of the query", allowed: ["n: Starts"]) }
  }

  /// A column of the query as it is, under its own name.
  init(column name: String, line: Int) {
    alternatives = [.single(name)]
    heading = name
    self.line = line
  }

  /// The query's columns the expression needs; nothing for a common beginning, which may match none.
  var columns: [String] {
    let used = alternatives.flatMap { alternative -> [String] in
      switch alternative {
      case .single(let name): [name]
      case .interval(let low, let high): [low, high]
      case .prefix: []
      case .sum(let names): names
      }
    }
    return used + (unit.map { [$0] } ?? [])
  }

  private static func alternative(_ text: String) -> Alternative {
    if text.hasSuffix("*") { return .prefix(String(text.dropLast())) }
    let parts = text.split(separator: "+").map(String.init)
    if parts.count > 1 { return .sum(parts) }
    if let dots = text.firstRange(of: "..") {
      return .interval(String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
    }
    return .single(text)
  }
}

extension StringProtocol {
  /// The text without spaces at its ends.
  var trimmed: String {
    var rest = self[...]
    while rest.first == " " { rest = rest.dropFirst() }
    while rest.last == " " { rest = rest.dropLast() }
    return String(rest)
  }
}
