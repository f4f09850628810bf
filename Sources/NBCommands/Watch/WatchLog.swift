import NBBasics
import NBCollector
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// The lines on standard error: one for each change of state, none for a look. The journal stamps them itself; on a
/// terminal the last line says how things are and rewrites itself.
final class WatchLog {
  private let isStamped = (Terminal.environmentValue("JOURNAL_STREAM") ?? "").isEmpty
  private let isTerminal = Terminal.showsProgress(isTerminal: Terminal.isTerminal(STDERR_FILENO))
  private var shown = ""

  func write(_ line: LogLine) {
    clearStatus()
    StandardError.write(isStamped ? "\(Clock.now.rfc3339) \(line.text)" : line.text)
  }

  /// How things are, where somebody looks.
  func status(views: [TargetView], appender: WatchAppender) {
    guard isTerminal else { return }
    let instances = views.reduce(0) { $0 + $1.instances }
    let moving = views.reduce(0) { $0 + $1.moving }
    let requests = views.reduce(0) { $0 + $1.counts.requests }
    let last = views.compactMap(\.counts.lastListAt).max().map { Clock.now.milliseconds - $0 }
    let text =
      "\(instances) instances, \(moving) moving; \(appender.appended) events, \(requests) requests; "
      + (last.map { "listed \(Span.text(max(0, $0 / 1000 * 1000))) ago" } ?? "no list yet")
    guard text != shown else { return }
    shown = text
    let width = max(20, (Terminal.width(STDERR_FILENO) ?? 80) - 1)
    StandardError.put("\r\u{1B}[K" + String(text.prefix(width)))
  }

  /// Takes the status off the screen.
  func clearStatus() {
    guard !shown.isEmpty else { return }
    shown = ""
    StandardError.put("\r\u{1B}[K")
  }
}
