/// A distribution as a row of block characters, which survive plain-text mail.
enum Sparkline {
  private static let blocks = Array("▁▂▃▄▅▆▇█")

  /// The shares between rising limits, from the cumulative shares at the limits; the last block is what is left
  /// beyond the last limit. The highest share takes the full block, no share at all the blank `·`; unknown is `?`.
  static func ofCumulative(_ shares: [Double?]) -> String {
    var before = 0.0
    var parts: [Double?] = shares.map { share in
      guard let share else { return nil }
      defer { before = max(before, share) }
      return max(0, share - before)
    }
    parts.append(max(0, 1 - before))
    let highest = parts.compactMap { $0 }.max() ?? 0
    return String(
      parts.map { part in
        guard let part else { return "?" }
        // Less than one part in 10,000 is what six decimals leave of nothing.
        guard highest > 0, part >= 0.0001 else { return "·" }
        return blocks[min(7, Int(part / highest * 8))]
      })
  }
}
