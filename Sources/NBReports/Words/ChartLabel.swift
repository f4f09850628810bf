import NBBasics

/// What marks of a picture are called: short, as on a page of status.
enum ChartLabel {
  /// `gpu.v100` of `modelarts.vm.gpu.v100`.
  static func flavor(_ id: String) -> String {
    var rest = id[...]
    for prefix in ["modelarts.", "vm."] where rest.hasPrefix(prefix) && rest.count > prefix.count {
      rest = rest.dropFirst(prefix.count)
    }
    return String(rest)
  }

  /// `Tue 17` of `2026-11-17`, `W47` of `2026-W47`; other texts as they are.
  static func place(_ text: String) -> String {
    if let day = Instant(rfc3339: text + "T00:00:00Z"), text.utf8.count == 10 { return TimeWords.shortDay(day) }
    if text.utf8.count == 8, text.contains("-W") { return String(text.suffix(3)) }
    return text
  }

  /// A reason up to what differs from case to case: `FailedCreate` of `FailedCreate: 0/14 nodes are available`.
  static func reason(_ text: String) -> String {
    if isCapacity(text) { return "no free node" }
    let words = text.firstRange(of: ": ").map { String(text[..<$0.lowerBound]) } ?? text
    return Padding.cut(words, to: 44)
  }

  /// Whether a reason says that there was no room.
  static func isCapacity(_ reason: String) -> Bool {
    let text = reason.lowercased()
    return text.contains("nodes are available") || text.contains("insufficient")
  }
}
