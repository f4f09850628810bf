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
    var reload: Account?
    var isReloading = false
    var isPaused = false
  }

  let plan: PlannedTarget
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
    self.plan = plan
    self.database = database
    self.known = known
    self.fingerprinter = fingerprinter
    self.pseudonymise = pseudonymise
    self.isTracing = isTracing
    self.appender = appender
  }

  func start() {
    var identifier = pthread_t()
    pthread_create(
      &identifier, nil,
      { context in
        Unmanaged<TargetThread>.fromOpaque(context!).takeRetainedValue().run()
        return nil
      }, Unmanaged.passRetained(self).toOpaque())
    thread.withLock { $0 = identifier }
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

  /// Other credentials, or nil for the old ones; everything is due.
  func reload(_ account: Account?) {
    shared.withLock {
      $0.isReloading = true
      $0.reload = account
    }
    wake()
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
    let plan = plan
    guard
      let transport = CurlTransport(
        authorities: plan.account.authorities, userAgent: "nbtrack/\(Version.text)",
        allowsPlainHTTP: { plan.allows($0) }, isCancelled: { WatchStop.isRequested ? 1 : 0 })
    else { return .failed(WatchHelp.noLibcurl) }
    var lock: WatchLock?
    var saidOthers = false
    while !WatchStop.isRequested {
      let now = Clock.moment
      switch collector.step(now: now) {
      case .perform(let request):
        if lock == nil, let place = collector.place {
          if let problem = arrive(at: place, &collector) { return .failed(problem) }
          lock = WatchLock(database: database, endpoint: "\(place.origin)", projectID: place.projectID)
          if lock == nil { return .locked }
        }
        let answer = transport.perform(request)
        if isTracing { trace(request, answer) }
        collector.answered(answer, now: Clock.moment)
      case .run(let command): collector.commandEnded(TokenCommand.run(command), now: Clock.moment)
      case .wait(let until): own.wait(milliseconds: min(until - now.steady, 30_000))
      case .finished: return .stopped
      case .failed(let problem): return .failed(problem)
      }
      if !saidOthers, collector.hasStarted {
        saidOthers = true
        sayOthers(collector)
      }
      publish(&collector, ending: nil)
      applyRequests(&collector)
    }
    return .stopped
  }

  /// The credentials told where to: what the log knows of it.
  private func arrive(
    at place: (origin: Origin, region: String, projectID: String), _ collector: inout Watching
  ) -> Access.Problem? {
    guard plan.allows(place.origin) else {
      return Access.Problem(
        "\(place.origin) is not encrypted",
        hint: "Name an https endpoint with --endpoint, or allow it with --insecure-http.")
    }
    let here = known.filter { $0.stream.region == place.region && $0.stream.projectID == place.projectID }
    collector.remember(here.map { ($0.stream.notebookID, $0.status) }, now: Clock.moment)
    return nil
  }

  /// The same notebooks under other labels would appear twice.
  private func sayOthers(_ collector: Watching) {
    guard let place = collector.place else { return }
    let others = known.filter {
      ($0.stream.region != place.region || $0.stream.projectID != place.projectID)
        && collector.schedule.knows($0.stream.notebookID)
    }
    guard let first = others.first else { return }
    let line = LogLine(
      "known elsewhere",
      [
        ("target", plan.target.name), ("instances", String(others.count)), ("region", first.stream.region),
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

  private func applyRequests(_ collector: inout Watching) {
    let (isReloading, account) = shared.withLock { shared in
      defer { (shared.isReloading, shared.reload) = (false, nil) }
      return (shared.isReloading, shared.reload)
    }
    if isReloading { collector.reload(account, now: Clock.moment) }
    while shared.withLock({ $0.isPaused }), !WatchStop.isRequested { own.wait(milliseconds: 1000) }
  }

  /// Never headers: they hold what lets us in.
  private func trace(_ request: HTTPRequest, _ answer: HTTPAnswer) {
    StandardError.write(
      "trace \(request.method) \(request.origin)\(request.target) status=\(answer.status) "
        + "bytes=\(answer.body.count) ms=\(answer.duration)\(answer.transportCode == 0 ? "" : " curl=\(answer.transportCode)")"
    )
  }
}

extension Clock {
  /// Both clocks at once.
  static var moment: Moment { Moment(steady: monotonicMilliseconds, wall: now.milliseconds) }
}

/// What summary and metrics show of a target.
struct TargetView: Sendable {
  var counts = CollectorCounts()
  var unchanged = 0
  var instances = 0
  var moving = 0
  var listInterval: Int64 = 0
  var showInterval: Int64 = 0
  var clockOffset: Int64 = 0
  /// Milliseconds until the token ends; nil when there is none or nobody said.
  var tokenLeft: Int64?
  var hasLost = false
  var hasStarted = false
  var isAliveAt: Int64 = 0

  init() {}

  init(_ collector: Collector<AnswerObservations>, isAliveAt: Int64) {
    counts = collector.counts
    unchanged = collector.unchanged
    instances = collector.schedule.instanceCount
    moving = collector.schedule.movingCount
    listInterval = collector.schedule.listInterval
    showInterval = collector.schedule.showInterval
    clockOffset = collector.access.clockOffset
    tokenLeft = collector.access.tokenEnd.map { $0 - isAliveAt }
    hasLost = collector.hasLost
    hasStarted = collector.hasStarted
    self.isAliveAt = isAliveAt
  }
}
