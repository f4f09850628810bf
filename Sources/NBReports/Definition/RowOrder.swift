import NBBasics

/// A key of `sort`: `failure_rate_low desc`, `flavor`, `server_total_ms|total_low_ms desc` (the first with a value).
struct RowOrder: Hashable {
  var columns: [String]
  var isDescending: Bool
  var line: Int

  init(_ item: TOMLText, file: String) throws(DefinitionError) {
    let words = item.text.split(separator: " ").map(String.init)
    guard words.count == 1 || words.count == 2 && ["asc", "desc"].contains(words[1]) else {
      throw DefinitionError(
        file: file, line: item.line, message: "'\(item.text)' is no order", allowed: ["column", "column desc"])
    }
    columns = words[0].split(separator: "|").map(String.init)
    isDescending = words.last == "desc" && words.count == 2
    line = item.line
  }

  /// Whether `a` comes before `b`, nil when the key does not tell. Absent values come last in both directions;
  /// numbers come before texts; texts in the order of their Unicode scalars, which no locale changes.
  func isBefore(_ a: Cell, _ b: Cell) -> Bool? {
    if a.isNull || b.isNull { return a.isNull == b.isNull ? nil : b.isNull }
    if let x = a.number, let y = b.number {
      return x == y ? nil : (x < y) != isDescending
    }
    if let x = a.text, let y = b.text {
      if x.unicodeScalars.elementsEqual(y.unicodeScalars) { return nil }
      return x.unicodeScalars.lexicographicallyPrecedes(y.unicodeScalars) != isDescending
    }
    return (a.number != nil) != isDescending
  }
}
