/// The word that somebody may have meant.
enum Suggestion {
  /// The nearest of the words that there are; nil when none is near. `-` and `_` count as the same, and so does case.
  static func nearest(to word: String, among words: some Sequence<String>) -> String? {
    let typed = plain(word)
    var best: (distance: Int, word: String)?
    for candidate in words {
      let distance = distance(typed, plain(candidate))
      if distance < best?.distance ?? Int.max { best = (distance, candidate) }
    }
    guard let best, best.distance <= max(1, typed.count / 3) else {
      // Not mistyped but shortened.
      let longer = words.filter { !typed.isEmpty && plain($0).starts(with: typed) }
      return longer.count == 1 ? longer.first : nil
    }
    return best.word
  }

  /// `Did you mean X?`, or the fallback when nothing is near.
  static func hint(for word: String, among words: some Sequence<String>, or fallback: String) -> String {
    nearest(to: word, among: words).map { "Did you mean \($0)?" } ?? fallback
  }

  private static func plain(_ word: String) -> [Character] { word.lowercased().map { $0 == "_" ? "-" : $0 } }

  /// How many characters have to be changed, added, left out, or swapped with their neighbour (the restricted
  /// Damerau-Levenshtein distance).
  private static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var rows = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
    for i in 0...a.count { rows[i][0] = i }
    for j in 0...b.count { rows[0][j] = j }
    for i in a.indices {
      for j in b.indices {
        rows[i + 1][j + 1] = min(rows[i][j + 1] + 1, rows[i + 1][j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          rows[i + 1][j + 1] = min(rows[i + 1][j + 1], rows[i - 1][j - 1] + 1)
        }
      }
    }
    return rows[a.count][b.count]
  }
}
