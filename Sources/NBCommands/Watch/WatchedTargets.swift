import NBCollector
import NBReadModel

#if canImport(Glibc)
  import Glibc
#endif

/// The targets of a run, a thread each. A configuration that is read again changes them, ends them and adds to them; what
/// one that ended did still counts.
struct WatchedTargets {
  struct Watched {
    let thread: TargetThread
    var view = TargetView()
    var ending: TargetThread.Ending?
    /// Whether the configuration has it no more.
    var isRetired = false
  }

  private(set) var all: [Watched] = []
  private let makeThread: (PlannedTarget, [KnownInstance]) -> TargetThread

  init(makeThread: @escaping (PlannedTarget, [KnownInstance]) -> TargetThread) { self.makeThread = makeThread }

  /// Those of the present configuration.
  var current: [Watched] { all.filter { !$0.isRetired } }
  var views: [TargetView] { all.map(\.view) }
  var isRunning: Bool { all.contains { $0.ending == nil } }

  /// Starts threads; signals come to the calling one only.
  mutating func start(_ plans: [PlannedTarget], known: [KnownInstance]) {
    var blocked = sigset_t()
    sigemptyset(&blocked)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&blocked, number) }
    pthread_sigmask(SIG_BLOCK, &blocked, nil)
    for plan in plans {
      let thread = makeThread(plan, known)
      all.append(Watched(thread: thread))
      thread.start()
    }
    pthread_sigmask(SIG_UNBLOCK, &blocked, nil)
  }

  /// Hands on what each thread has, with lines for those that ended while others go on.
  mutating func take(_ use: (TargetThread.Shared) -> Void) -> [LogLine] {
    var lines: [LogLine] = []
    for index in all.indices {
      let shared = all[index].thread.take()
      use(shared)
      all[index].view = shared.view
      guard all[index].ending == nil, let ending = shared.ending else { continue }
      all[index].ending = ending
      if let line = ending.line(target: all[index].thread.name), !WatchStop.isRequested { lines.append(line) }
    }
    return lines
  }

  /// Takes a configuration that was read again. A target is the same when its name is; one that ended begins anew.
  mutating func change(to plans: [PlannedTarget], known: () throws -> [KnownInstance]) throws {
    var added = plans
    for index in all.indices where !all[index].isRetired {
      let name = all[index].thread.name
      if all[index].ending == nil, let plan = plans.first(where: { $0.target.name == name }) {
        all[index].thread.reload(plan)
        added.removeAll { $0.target.name == name }
      } else {
        all[index].isRetired = true
        all[index].thread.retire()
      }
    }
    if !added.isEmpty { start(added, known: try known()) }
  }

  func pause(_ isPaused: Bool) {
    for watched in all { watched.thread.pause(isPaused) }
  }

  func wake() {
    for watched in all { watched.thread.wake() }
  }

  func join() {
    for watched in all { watched.thread.join() }
  }
}

extension TargetThread.Ending {
  /// What is said when one of several targets ends.
  fileprivate func line(target: String) -> LogLine? {
    switch self {
    case .stopped: LogLine("ended", [("target", target)])
    case .locked: LogLine("ended", [("target", target), ("error", "another watch keeps it in this database")])
    case .failed(let problem):
      LogLine("ended", [("target", target), ("error", problem.message), ("hint", problem.hint)])
    }
  }
}
