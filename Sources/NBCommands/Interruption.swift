import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// What SIGINT and SIGTERM do. The log is safe at every instant, so a command ends at once, with status 130; only ingest
/// ends in good order, with what it has read acknowledged. A second signal ends that at once as well.
enum Interruption {
  private static let isAwaited = Atomic(false)
  private static let wasRequested = Atomic(false)

  static func install() {
    for number in [SIGINT, SIGTERM] {
      signal(number) { _ in
        let isFirst = !Interruption.wasRequested.exchange(true, ordering: .relaxed)
        if !isFirst || !Interruption.isAwaited.load(ordering: .relaxed) {
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
