import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Appends batches on a thread of its own, in their order, while the next one is read.
///
/// One batch is appended and at most one waits: memory stays bounded. Who hands over sees what became of a batch, or why
/// it could not be kept, with a later call; after a failure nothing more is appended.
final class AppendThread {
  /// A batch that was kept.
  struct Kept {
    let batch: ObservationBatch
    let result: AppendResult
  }

  private struct Shared {
    var waiting: ObservationBatch?
    var isAppending = false
    var kept: [Kept] = []
    var failure: Failure?
    var isEnding = false
  }

  /// What the thread holds: it may outlive nobody but itself.
  private final class Work: Sendable {
    let shared = Mutex(Shared())
    /// Opened when something waits, and at the end.
    let arrival = Gate()
    /// Opened when a batch was taken or kept.
    let progress = Gate()
    /// Used by the thread alone from its start to its end.
    nonisolated(unsafe) let writer: LogWriter

    init(_ writer: LogWriter) { self.writer = writer }

    func run() {
      while true {
        let (batch, isEnding) = shared.withLock { shared in
          let next = shared.failure == nil ? shared.waiting : nil
          shared.waiting = nil
          shared.isAppending = next != nil
          return (next, shared.isEnding)
        }
        guard let batch else {
          if isEnding { return }
          arrival.wait(milliseconds: 1000)
          continue
        }
        progress.open()
        do throws(Failure) {
          let result = try writer.append(batch, recordedAt: Clock.now)
          shared.withLock {
            $0.kept.append(Kept(batch: batch, result: result))
            $0.isAppending = false
          }
        } catch {
          shared.withLock {
            $0.failure = error
            $0.isAppending = false
          }
        }
        progress.open()
      }
    }
  }

  private let work: Work
  /// Nil where the system gives none: then batches are appended by who hands them over.
  private let thread: pthread_t?

  /// Starts the thread, which alone uses `writer` from here on.
  init(_ writer: LogWriter) {
    work = Work(writer)
    // Signals are for the thread that reads.
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    thread = SystemThread.start { [work] in work.run() }
    pthread_sigmask(SIG_SETMASK, &before, nil)
  }

  /// Waits for what was handed over.
  deinit {
    guard let thread else { return }
    work.shared.withLock { $0.isEnding = true }
    work.arrival.open()
    pthread_join(thread, nil)
  }

  /// Hands a batch over as soon as there is room for it.
  ///
  /// - Returns: what was kept since the last call.
  /// - Throws: why a batch that was handed over before could not be kept; ``kept()`` still has those before it.
  func append(_ batch: ObservationBatch) throws(Failure) -> [Kept] {
    guard thread != nil else {
      return [Kept(batch: batch, result: try work.writer.append(batch, recordedAt: Clock.now))]
    }
    try wait { $0.waiting == nil }
    work.shared.withLock { $0.waiting = batch }
    work.arrival.open()
    return kept()
  }

  /// Waits until all is appended that was handed over. As ``append(_:)`` otherwise.
  func settle() throws(Failure) -> [Kept] {
    try wait { $0.waiting == nil && !$0.isAppending }
    return kept()
  }

  /// What was kept and not told yet.
  func kept() -> [Kept] {
    work.shared.withLock { shared in
      defer { shared.kept = [] }
      return shared.kept
    }
  }

  /// - Throws: why the thread appends no more.
  private func wait(until isReached: (borrowing Shared) -> Bool) throws(Failure) {
    while true {
      let (failure, isReady) = work.shared.withLock { ($0.failure, isReached($0)) }
      if let failure { throw failure }
      if isReady { return }
      work.progress.wait(milliseconds: 1000)
    }
  }
}
