/// A horizontal bar of block characters.
package enum TextBar {
  private static let eighths = Array(" ▏▎▍▌▋▊▉")

  /// A bar of `value` out of `scale` on `width` columns, to an eighth of a column; any positive value shows.
  static func solid(_ value: Double, scale: Double, width: Int) -> String {
    guard value > 0, scale > 0 else { return "" }
    let units = max(1, Int((value / scale * Double(width * 8)).rounded(.toNearestOrAwayFromZero)))
    let full = String(repeating: "█", count: min(width, units / 8))
    return units / 8 >= width || units % 8 == 0 ? full : full + String(eighths[units % 8])
  }

  /// A solid bar up to `value`, continued by a light one up to `end`.
  static func continued(_ value: Double, to end: Double?, scale: Double, width: Int) -> String {
    guard let end, end > value, scale > 0 else { return solid(value, scale: scale, width: width) }
    let full = min(width, Int((value / scale * Double(width)).rounded(.toNearestOrAwayFromZero)))
    let last = min(width, Int((end / scale * Double(width)).rounded(.toNearestOrAwayFromZero)))
    return String(repeating: "█", count: full) + String(repeating: "░", count: max(0, last - full))
  }

  /// A line of `width` columns over the scale: `█` where something was certainly under way, `░` where it may have been,
  /// `·` where it was not; `‹` and `›` where it goes on beyond the scale. A column counts as certain only when all of
  /// it is. Nil where nothing is known.
  package static func span(_ row: SpanChart.Row, _ axis: Axis, width: Int) -> String? {
    guard let possible = row.possible else { return nil }
    let length = axis.domain.upperBound - axis.domain.lowerBound
    guard length > 0 else { return String(repeating: "░", count: width) }
    var bar = (0..<width).map { column -> Character in
      let low = axis.domain.lowerBound + Double(column) / Double(width) * length
      let high = axis.domain.lowerBound + Double(column + 1) / Double(width) * length
      if let certain = row.certain, certain.lowerBound <= low, high <= certain.upperBound { return "█" }
      return possible.lowerBound < high && low < possible.upperBound ? "░" : "·"
    }
    if possible.lowerBound < axis.domain.lowerBound, !bar.isEmpty { bar[0] = "‹" }
    if possible.upperBound > axis.domain.upperBound, !bar.isEmpty { bar[width - 1] = "›" }
    return String(bar)
  }
}
