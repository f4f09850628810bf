import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// What signals and the end of a bounded run ask of the threads.
enum WatchStop {
  private static let isStopping = Atomic(false)
  private static let wantsReload = Atomic(false)

  /// SIGTERM and SIGINT end in good order, SIGHUP reads credentials again, SIGUSR1 only wakes a thread from a transfer.
  static func install() {
    Interruption.await()
    signal(SIGHUP) { _ in WatchStop.wantsReload.store(true, ordering: .relaxed) }
    signal(SIGUSR1) { _ in }
  }

  static func request() { isStopping.store(true, ordering: .relaxed) }

  static var isRequested: Bool { isStopping.load(ordering: .relaxed) || Interruption.isRequested }

  /// Whether SIGHUP came since the last time.
  static func takeReload() -> Bool { wantsReload.exchange(false, ordering: .relaxed) }
}
