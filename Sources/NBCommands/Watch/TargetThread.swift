import NBBasics
import NBCollector
import NBObservations
import NBReadModel
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// One target on a thread of its own: it asks and waits; what comes of it is taken by the thread that appends.
final class TargetThread: Sendable {
  /// Why the thread ended.
  enum Ending: Sendable, Equatable {
    case stopped
    /// Another process watches the same target into the same database.
    case locked
    case failed(Access.Problem)
  }

  /// What the appending thread takes and sees.
  struct Shared: Sendable {
    var observations: [Observation] = []
    var rejects: [Reject] = []
    var lines: [LogLine] = []
    var endsRound = false
    var view = TargetView()
    var ending: Ending?
    var reload: PlannedTarget?
    var isPaused = false
    var isRetired = false
  }

  /// The target's name: what tells it from others when the configuration is read again.
  let name: String
  private let plan: PlannedTarget
  private let database: String
  private let known: [KnownInstance]
  private let fingerprinter: Fingerprinter
  private let pseudonymise: Bool
  private let isTracing: Bool
  private let appender: Gate
  private let own = Gate()
  private let shared = Mutex(Shared())
  private let thread = Mutex<pthread_t?>(nil)

  init(
    plan: PlannedTarget, database: String, known: [KnownInstance], fingerprinter: Fingerprinter, pseudonymise: Bool,
    isTracing: Bool, appender: Gate
  ) {
    name = plan.target.name
    self.plan = plan
    self.database = database
    self.known = known
    self.fingerprinter = fingerprinter
    self.pseudonymise = pseudonymise
    self.isTracing = isTracing
    self.appender = appender
  }

  func start() {
    let started = SystemThread.start { self.run() }
    thread.withLock { $0 = started }
  }

  /// What became ready; it is the caller's from here on.
  func take() -> Shared {
    shared.withLock { shared in
      defer {
        shared.observations = []
        shared.rejects = []
        shared.lines = []
        shared.endsRound = false
      }
      return shared
    }
  }

  /// Wakes the thread from its sleep or its transfer; it looks whether it is to end.
  func wake() {
    own.open()
    if let identifier = thread.withLock({ $0 }) { pthread_kill(identifier, SIGUSR1) }
  }

  func join() {
    if let identifier = thread.withLock({ $0 }) { pthread_join(identifier, nil) }
    thread.withLock { $0 = nil }
  }

  func pause(_ isPaused: Bool) {
    shared.withLock { $0.isPaused = isPaused }
    if !isPaused { own.open() }
  }

  /// The target as the configuration has it now, with other credentials, rhythm, lists or labels; everything is due.
  func reload(_ plan: PlannedTarget) {
    shared.withLock { $0.reload = plan }
    wake()
  }

  /// Ends the thread when the request on its way is answered.
  func retire() {
    shared.withLock { $0.isRetired = true }
    own.open()
  }

  // MARK: On the thread

  private typealias Watching = Collector<AnswerObservations>

  private func run() {
    var collector = Watching(
      target: plan.target, account: plan.account, rates: plan.rates,
      reader: AnswerObservations(fingerprinter: fingerprinter, pseudonymise: pseudonymise),
      seed: .random(in: 0...UInt64.max), now: Clock.moment)
    let ending = watch(&collector)
    collector.release()
    publish(&collector, ending: ending)
  }

  private func watch(_ collector: inout Watching) -> Ending {
    var plan = plan
    guard var transport = Self.transport(plan) else { return .failed(WatchHelp.noLibcurl) }
    var lock: WatchLock?
    var locked: Access.Session?
    var saidOthers = false
    while !WatchStop.isRequested, !shared.withLock({ $0.isRetired }) {
      let now = Clock.moment
      switch collector.step(now: now) {
      case .perform(let request):
        if let session = collector.place?.session, session != locked {
          guard plan.allows(session.origin) else { return .failed(Self.isNotEncrypted(session.origin)) }
          remember(&collector)
          lock = nil
          lock = WatchLock(database: database, endpoint: "\(session.origin)", projectID: session.projectID)
          if lock == nil { return .locked }
          locked = session
        }
        let answer = transport.perform(request)
        if isTracing { trace(request, answer) }
        collector.answered(answer, now: Clock.moment)
      case .run(let command): collector.commandEnded(TokenCommand.run(command), now: Clock.moment)
      case .wait(let until): own.wait(milliseconds: min(until - now.steady, 30_000))
      case .finished: return .stopped
      case .failed(let problem): return .failed(problem)
      }
      publish(&collector, ending: nil)
      if !saidOthers, collector.hasStarted {
        saidOthers = true
        sayWhatIsOdd(collector)
      }
      waitWhilePaused()
      guard let fresh = takeReload(), let other = Self.transport(fresh) else { continue }
      (plan, transport) = (fresh, other)
      collector.reload(plan.account, target: plan.target, rates: plan.rates, now: Clock.moment)
      remember(&collector)
    }
    return .stopped
  }

  private static func transport(_ plan: PlannedTarget) -> CurlTransport? {
    CurlTransport(
      authorities: plan.account.authorities, userAgent: "nbtrack/\(Version.text)",
      allowsPlainHTTP: { plan.allows($0) }, isCancelled: { WatchStop.isRequested ? 1 : 0 })
  }

  private static func isNotEncrypted(_ origin: Origin) -> Access.Problem {
    Access.Problem(
      "\(origin) is not encrypted", hint: "Name an https endpoint with --endpoint, or allow it with --insecure-http.")
  }

  /// The credentials told where to: what the log knows of it.
  private func remember(_ collector: inout Watching) {
    guard let place = collector.place else { return }
    let here = known.filter { $0.stream.region == place.region && $0.stream.projectID == place.projectID }
    collector.remember(here.map { ($0.stream.notebookID, $0.status) }, now: Clock.moment)
  }

  /// After the first list: that it is empty, or that the same notebooks, under other labels, would appear twice.
  private func sayWhatIsOdd(_ collector: Watching) {
    guard let place = collector.place else { return }
    if collector.schedule.instanceCount == 0 {
      let line = LogLine("empty", [("target", collector.target.name), ("hint", WatchHelp.emptyList)])
      shared.withLock { $0.lines.append(line) }
    }
    let others = known.filter {
      ($0.stream.region != place.region || $0.stream.projectID != place.projectID)
        && collector.schedule.knows($0.stream.notebookID)
    }
    guard let first = others.first else { return }
    let line = LogLine(
      "known elsewhere",
      [
        ("target", collector.target.name), ("instances", String(others.count)), ("region", first.stream.region),
        ("project", first.stream.projectID),
        ("remedy", "--label-region '\(first.stream.region)' --label-project '\(first.stream.projectID)'"),
      ])
    shared.withLock { $0.lines.append(line) }
  }

  private func publish(_ collector: inout Watching, ending: Ending?) {
    let output = collector.takeOutput()
    let view = TargetView(collector, isAliveAt: Clock.monotonicMilliseconds)
    let isWorth = !output.isEmpty || ending != nil
    shared.withLock { shared in
      shared.observations += output.payloads
      shared.rejects += output.rejects
      shared.lines += output.lines
      shared.endsRound = shared.endsRound || output.endsRound
      shared.view = view
      if let ending { shared.ending = ending }
    }
    if isWorth { appender.open() }
  }

  private func takeReload() -> PlannedTarget? {
    shared.withLock { shared in
      defer { shared.reload = nil }
      return shared.reload
    }
  }

  /// While the database takes nothing. The thread is alive all the same.
  private func waitWhilePaused() {
    while !WatchStop.isRequested {
      let isPaused = shared.withLock { shared in
        shared.view.isAliveAt = Clock.monotonicMilliseconds
        return shared.isPaused && !shared.isRetired
      }
      guard isPaused else { return }
      own.wait(milliseconds: 1000)
    }
  }

  /// Never headers: they hold what lets us in.
  private func trace(_ request: HTTPRequest, _ answer: HTTPAnswer) {
    StandardError.write(
      "trace \(request.method) \(request.origin)\(request.target) status=\(answer.status) "
        + "bytes=\(answer.body.count) ms=\(answer.duration)\(answer.transportCode == 0 ? "" : " curl=\(answer.transportCode)")"
    )
  }
}
