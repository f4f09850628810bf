/// `few = "succeeded + failed < 5"`: groups below the limit come last and show counts only, because a rate or a time
/// of so few is mostly chance.
struct FewRule: Hashable {
  /// The columns that are added up.
  var columns: [String]
  /// Groups whose sum is smaller are few.
  var limit: Int
  var line: Int

  init(_ item: DefinitionText, file: String) throws(DefinitionError) {
    let halves = item.text.split(separator: "<").map(\.trimmed)
    guard halves.count == 2, let limit = Int(halves[1]) else {
      throw DefinitionError(
        file: file, line: item.line, message: "'\(item.text)' is no rule for few", allowed: ["n < 5", "a + b < 5"])
    }
    columns = halves[0].split(separator: "+").map(\.trimmed)
    self.limit = limit
    line = item.line
  }

  /// The sentence below a table that the rule has touched.
  var sentence: String {
    "Groups with \(columns.joined(separator: " + ")) below \(limit) come last and show counts only."
  }
}
