import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// What SIGINT and SIGTERM do. The log is safe at every instant, so a command ends at once, with status 130; only one
/// that follows a file ends in good order.
enum Interruption {
  private static let isAwaited = Atomic(false)
  private static let wasRequested = Atomic(false)

  static func install() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        if Interruption.isAwaited.load(ordering: .relaxed) {
          Interruption.wasRequested.store(true, ordering: .relaxed)
        } else {
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
