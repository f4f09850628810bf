import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// A line on a terminal that says how far work is, from its second second on. Silent anywhere else.
final class Progress {
  enum Unit {
    case bytes, events
  }

  private static let interval: Int64 = 200

  private let unit: Unit
  private let isShown = Terminal.showsProgress(isTerminal: Terminal.isTerminal(STDERR_FILENO))
  private var label = ""
  private var total: Int64?
  private var started = Clock.monotonicMilliseconds
  private var shownAt: Int64 = 0
  private var isOnScreen = false

  init(unit: Unit) { self.unit = unit }

  /// Starts over with a new piece of work; `total` nil when its size is not known.
  func begin(_ label: String, total: Int64?) {
    self.label = label
    self.total = total
    started = Clock.monotonicMilliseconds
  }

  func update(_ done: Int64) {
    guard isShown else { return }
    let now = Clock.monotonicMilliseconds
    guard now - started > 1000, now - shownAt >= Self.interval else { return }
    shownAt = now
    isOnScreen = true
    let rate = Double(done) / (Double(now - started) / 1000)
    var line = "\(label): \(text(Double(done)))"
    if let total, total > 0 {
      line += " of \(text(Double(total))), \(min(100, done * 100 / total)) %"
      let left = Int64(Double(total - done) / max(rate, 1))
      if left >= 0 { line += ", \(left) s left" }
    }
    line += ", \(text(rate))/s"
    let width = max(20, (Terminal.width(STDERR_FILENO) ?? 80) - 1)
    StandardError.put("\r\u{1B}[K" + String(line.prefix(width)))
  }

  /// Takes the line off the screen.
  func end() {
    guard isOnScreen else { return }
    isOnScreen = false
    StandardError.put("\r\u{1B}[K")
  }

  private func text(_ value: Double) -> String {
    let steps: [(Double, String)] = [(1e9, "G"), (1e6, "M"), (1e3, "k")]
    let suffix = unit == .bytes ? "B" : " events"
    for (size, prefix) in steps where value >= size {
      let tenths = Int64((value / size * 10).rounded())
      return "\(tenths / 10).\(tenths % 10) \(prefix)\(suffix)"
    }
    return "\(Int64(value)) \(suffix)"
  }
}
