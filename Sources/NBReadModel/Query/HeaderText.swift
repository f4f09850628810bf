/// The small language of header lines: items with `|` between, each of words.
enum HeaderText {
  /// What is wrong with a value.
  struct Mistake: Error {
    let message: String

    init(_ message: String) { self.message = message }
  }

  static func trimmed(_ text: Substring) -> String {
    var rest = text
    while rest.first == " " { rest = rest.dropFirst() }
    while rest.last == " " { rest = rest.dropLast() }
    return String(rest)
  }

  static func items(_ value: String) -> [[String]] {
    value.split(separator: "|").map { $0.split(separator: " ").map(String.init) }
  }

  /// What stands before a separator and after it.
  static func halves(_ value: String, _ separator: String) -> (String, String) {
    guard let place = value.firstRange(of: separator) else { return (value, "") }
    return (String(value[..<place.lowerBound]), String(value[place.upperBound...]))
  }

  static func words<Word>(_ value: String, _ read: (String) -> Word?) throws(Mistake) -> [Word] {
    var words: [Word] = []
    for text in value.split(separator: " ") {
      guard let word = read(String(text)) else { throw Mistake("unknown word \(text)") }
      words.append(word)
    }
    return words
  }

  /// `exact flag`, `step integer 1 4`, `clock word auto polls`, `max_gap duration`.
  static func parameter(_ words: [String]) throws(Mistake) -> QuestionParameter {
    guard words.count >= 2 else { throw Mistake("a parameter has a name and a form") }
    let rest = Array(words.dropFirst(2))
    let form: QuestionParameter.Form
    switch words[1] {
    case "flag": form = .flag
    case "duration": form = .duration
    case "durations": form = .durations
    case "gigabytes": form = .gigabytes
    case "word": form = .word(rest)
    case "integer":
      guard rest.count == 2, let low = Int64(rest[0]), let high = Int64(rest[1]), low <= high else {
        throw Mistake("integer takes the least and the greatest value")
      }
      form = .integer(low...high)
    default: throw Mistake("unknown form \(words[1])")
    }
    return QuestionParameter(name: words[0], form: form)
  }

  /// `flavor id`, `p50_s s low=p50_low_s high=p50_high_s`, `end_low..end_high time`: the columns that it declares.
  static func columns(_ words: [String]) throws(Mistake) -> [QueryColumn] {
    guard words.count >= 2 else { throw Mistake("a column has a name and a kind") }
    guard let kind = QueryColumn.Kind(rawValue: words[1]) else { throw Mistake("unknown kind \(words[1])") }
    let (name, high) = halves(words[0], "..")
    var column = QueryColumn(name, kind)
    var limits = (low: high.isEmpty ? nil : name, high: high.isEmpty ? nil : high)
    for word in words.dropFirst(2) {
      let (key, value) = halves(word, "=")
      switch key {
      case "key": column.isKey = true
      case "low": limits.low = value
      case "high": limits.high = value
      case "unit": column.unit = value
      case "each": column.each = value
      case "if": column.condition = value
      default: throw Mistake("unknown word \(word)")
      }
    }
    guard let low = limits.low, let high = limits.high else { return [column] }
    column.interval = QueryColumn.Interval(low: low, high: high)
    var others = [low, high].filter { $0 != name }.map { QueryColumn($0, kind) }
    for index in others.indices {
      others[index].unit = column.unit
      others[index].condition = column.condition
    }
    return [column] + others
  }
}
