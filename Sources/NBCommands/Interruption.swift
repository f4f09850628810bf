import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// What SIGINT and SIGTERM do. The log is safe at every instant, so a command ends at once, with status 130; only one
/// that follows a file ends in good order.
enum Interruption {
  private static let isAwaited = Atomic(false)
  private static let wasRequested = Atomic(false)

  /// The address of what is said at the end, a text of C; 0: nothing. A handler may neither allocate nor lock.
  private static let words = Atomic<UInt>(0)

  /// Sets what a signal that ends the command writes to standard error. Earlier words stay in memory, since a handler
  /// may be reading them: a line a transaction.
  static func say(_ line: String) {
    // A line of progress may be on the screen.
    let start = isatty(STDERR_FILENO) == 1 ? "\r\u{1B}[K" : ""
    guard let text = strdup("\(start)\(line)\n") else { return }
    words.store(UInt(bitPattern: text), ordering: .releasing)
  }

  static func install() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if Interruption.isAwaited.load(ordering: .relaxed) {
          Interruption.wasRequested.store(true, ordering: .relaxed)
        } else {
          if let text = UnsafeRawPointer(bitPattern: Interruption.words.load(ordering: .acquiring)) {
            _ = write(STDERR_FILENO, text, strlen(text.assumingMemoryBound(to: CChar.self)))
          }
          _exit(ExitStatus.interrupted.rawValue)
        }
      }
    }
  }

  /// From here on a signal only sets ``isRequested``.
  static func await() { isAwaited.store(true, ordering: .relaxed) }

  /// Whether a signal asked to end.
  static var isRequested: Bool { wasRequested.load(ordering: .relaxed) }
}
