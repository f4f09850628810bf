import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Work on a thread of its own, whose result is waited for. Used by one thread, which starts it.
package final class BackgroundWork<Value: Sendable> {
  private final class Place: Sendable {
    let value = Mutex<Value?>(nil)
    let arrival = Gate()
  }

  private let place = Place()
  private let thread: pthread_t

  /// Starts the work; nil, and nothing is done, where the system gives no thread. Signals go to other threads.
  package init?(_ work: @escaping @Sendable () -> Value) {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    guard
      let thread = SystemThread.start({ [place] in
        let value = work()
        place.value.withLock { $0 = value }
        place.arrival.open()
      })
    else { return nil }
    self.thread = thread
  }

  /// Waits for the end of the work, whatever becomes of its result.
  deinit { pthread_join(thread, nil) }

  /// The result, once it is there.
  ///
  /// - Parameter meanwhile: called every tenth of a second until then.
  package func value(meanwhile: () -> Void = {}) -> Value {
    while true {
      if let value = place.value.withLock({ $0 }) { return value }
      place.arrival.wait(milliseconds: 100)
      meanwhile()
    }
  }
}
