import NBBasics
import NBCollector
import NBEventLog
import NBObservations
import NBReadModel
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// A run of `nbtrack watch`: a thread for each target, and this one, which appends what they saw.
final class WatchRun {
  /// What the arguments mean, beyond the targets.
  struct Settings {
    var database: String
    /// One look at everything, then the end.
    var isSingle = false
    /// Milliseconds; nil goes on.
    var length: Int64?
    var pseudonymise = false
    var metrics: String?
    var isTracing = false
    /// Reads configuration and credentials again; throws when they cannot be read.
    var reload: () throws -> [PlannedTarget]
  }

  /// A thread that was heard of within this time is alive: no request takes longer.
  private static let heartbeat: Int64 = 90_000
  private static let summaryGap: Int64 = 3_600_000
  private static let metricsGap: Int64 = 15_000

  private let settings: Settings
  private let gate = Gate()
  private let threads: [TargetThread]
  private let appender: WatchAppender
  private let log = WatchLog()
  private let service = ServiceNotifier()
  private let started = Clock.monotonicMilliseconds
  private var views: [TargetView]
  private var endings: [TargetThread.Ending?]
  private var isReady = false
  private var nextSummary: Int64
  private var nextMetrics: Int64 = 0
  private var nextWatchdog: Int64 = 0
  private var isPaused = false

  init(log: EventLog, targets: [PlannedTarget], record: RecordFile?, settings: Settings) throws {
    self.settings = settings
    appender = try WatchAppender(log: log, record: record)
    let known = try KnownInstance.all(in: log)
    let fingerprinter = Fingerprinter(key: try log.fingerprintKey())
    let pseudonymise = try log.settledPseudonymising(settings.pseudonymise)
    let gate = self.gate
    threads = targets.map {
      TargetThread(
        plan: $0, database: settings.database, known: known, fingerprinter: fingerprinter,
        pseudonymise: pseudonymise, isTracing: settings.isTracing, appender: gate)
    }
    views = targets.map { _ in TargetView() }
    endings = targets.map { _ in nil }
    nextSummary = started + Self.summaryGap
  }

  /// Watches until the end, and says how it ended.
  func run(summaryAsJSON: Bool) throws {
    WatchStop.install()
    startThreads()
    var failure: (any Error)?
    while endings.contains(where: { $0 == nil }) {
      gate.wait(milliseconds: sleep())
      let now = Clock.monotonicMilliseconds
      if let length = settings.length, now - started >= length { WatchStop.request() }
      if WatchStop.isRequested {
        log.clearStatus()
        service.send("STOPPING=1")
        for thread in threads { thread.wake() }
      }
      do { try look(now) } catch {
        failure = error
        WatchStop.request()
      }
    }
    for thread in threads { thread.join() }
    if failure == nil {
      do {
        try look(Clock.monotonicMilliseconds)
        if let line = try appender.append(now: Clock.monotonicMilliseconds, isLast: true) { log.write(line) }
        if !appender.isEmpty {
          throw CommandFailure(.busy, "the database is busy; the last observations were not kept")
        }
      } catch { failure = error }
    }
    log.clearStatus()
    writeMetrics()
    let summary = WatchSummary(
      views: views, appender: appender, seconds: Clock.monotonicMilliseconds - started)
    try summary.write(asJSON: summaryAsJSON)
    if let failure { throw failure }
    try conclude()
  }

  /// Signals come to this thread only: the others are woken.
  private func startThreads() {
    var blocked = sigset_t()
    sigemptyset(&blocked)
    for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&blocked, number) }
    pthread_sigmask(SIG_BLOCK, &blocked, nil)
    for thread in threads { thread.start() }
    pthread_sigmask(SIG_UNBLOCK, &blocked, nil)
  }

  private func sleep() -> Int64 {
    let now = Clock.monotonicMilliseconds
    var until = now + 1000
    if let due = appender.dueAt { until = min(until, max(due, now)) }
    if let length = settings.length { until = min(until, started + length) }
    return max(until - now, WatchStop.isRequested ? 10 : 0)
  }

  private func look(_ now: Int64) throws {
    var endsRound = false
    for (index, thread) in threads.enumerated() {
      let shared = thread.take()
      appender.add(shared.observations, shared.rejects, now: now)
      for line in shared.lines { log.write(line) }
      views[index] = shared.view
      endings[index] = shared.ending
      endsRound = endsRound || shared.endsRound
    }
    // A round is one transaction; so is what came within a second between rounds.
    if let line = try appender.append(now: now, isComplete: endsRound) { log.write(line) }
    pauseIfFull()
    if WatchStop.takeReload() { reload() }
    tellService(now, endsRound: endsRound)
    if now >= nextMetrics {
      nextMetrics = now + Self.metricsGap
      writeMetrics()
    }
    if now >= nextSummary {
      nextSummary = now + Self.summaryGap
      let summary = WatchSummary(views: views, appender: appender, seconds: now - started)
      log.write(LogLine("summary", summary.fields))
    }
    log.status(views: views, appender: appender)
  }

  private func pauseIfFull() {
    guard appender.isFull != isPaused else { return }
    isPaused = appender.isFull
    log.write(LogLine(isPaused ? "polling paused" : "polling resumed", [("held", "\(WatchAppender.pauseAt)")]))
    for thread in threads { thread.pause(isPaused) }
  }

  /// SIGHUP. What cannot be read leaves everything as it was.
  private func reload() {
    do {
      let fresh = try settings.reload()
      for thread in threads {
        thread.reload(fresh.first { $0.target.name == thread.plan.target.name }?.account)
      }
      log.write(LogLine("reloaded", [("targets", String(threads.count))]))
    } catch {
      log.write(LogLine("reload failing", [("error", WatchHelp.words(error))]))
    }
  }

  private func tellService(_ now: Int64, endsRound: Bool) {
    if !isReady, views.allSatisfy({ $0.hasStarted }), appender.isEmpty {
      isReady = true
      service.send("READY=1")
    }
    let isAlive = zip(views, endings).allSatisfy { now - $0.isAliveAt < Self.heartbeat || $1 != nil }
    guard now >= nextWatchdog, isAlive else { return }
    nextWatchdog = now + 60_000
    let instances = views.reduce(0) { $0 + $1.instances }
    let moving = views.reduce(0) { $0 + $1.moving }
    service.send(
      "WATCHDOG=1\nSTATUS=\(instances) instances, \(moving) moving; \(appender.appended) events appended")
  }

  private func writeMetrics() {
    guard let path = settings.metrics else { return }
    do {
      try WatchMetrics.write(
        zip(threads, views).map { (name: $0.plan.target.name, view: $1) }, appender: appender, to: path)
    } catch {
      log.write(LogLine("metrics failing", [("error", WatchHelp.words(error))]))
    }
  }

  /// The exit status.
  private func conclude() throws {
    for (thread, ending) in zip(threads, endings) {
      switch ending {
      case .locked:
        throw CommandFailure(
          .busy, "another watch keeps \(thread.plan.target.name) in \(settings.database)",
          hint: "End it, or watch into another database.")
      case .failed(let problem): throw CommandFailure(.failed, problem.message, hint: problem.hint)
      case .stopped, nil: break
      }
    }
    let isBounded = settings.isSingle || settings.length != nil
    if isBounded, !Interruption.isRequested, views.contains(where: { $0.hasLost || !$0.hasStarted }) {
      throw CommandFailure(
        .failed, "something could not be seen", hint: "What was seen is kept; the lines above say what was not.")
    }
    if views.contains(where: { $0.counts.rejected > 0 }) { throw CommandFailure(.rejected) }
  }
}
