import NBBasics

/// `few = "succeeded + failed < 5"`, `few = "before_n or n < 5"`: groups below the limit come last and show counts only, because a rate or a time
/// of so few is mostly chance.
struct FewRule: Hashable {
  /// The columns that are added up; of several sums the smallest counts.
  var sums: [[String]]
  /// Groups whose sum is smaller are few.
  var limit: Int
  var line: Int

  init(_ item: TOMLText, file: String) throws(DefinitionError) {
    let halves = item.text.split(separator: "<").map(\.trimmed)
    guard halves.count == 2, let limit = Int(halves[1]) else {
      throw DefinitionError(
        file: file, line: item.line, message: "'\(item.text)' is no rule for few",
        allowed: ["n < 5", "a + b < 5", "a or b < 5"])
    }
    let words = halves[0].split(separator: " ").map(String.init)
    sums = words.split(separator: "or").map { $0.joined().split(separator: "+").map(String.init) }
    self.limit = limit
    line = item.line
  }

  /// The sentence below a table that the rule has touched.
  var sentence: String {
    "Groups of fewer than \(limit) come last and show counts only."
  }

  /// All columns that the rule needs.
  var columns: [String] { sums.flatMap { $0 } }

  /// Whether a row is few, given the numbers of its columns; an absent one counts nothing.
  func isFew(_ number: (String) -> Double?) -> Bool {
    sums.contains { $0.reduce(0) { $0 + (number($1) ?? 0) } < Double(limit) }
  }
}
