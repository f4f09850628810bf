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
    var reload: () throws -> (targets: [PlannedTarget], metrics: String?)
  }

  private static let summaryGap: Int64 = 3_600_000
  private static let metricsGap: Int64 = 15_000

  private var settings: Settings
  private let gate = Gate()
  private let store: EventLog
  private var targets: WatchedTargets
  private let appender: WatchAppender
  private let log = WatchLog()
  private let service = ServiceNotifier()
  private let started = Clock.monotonicMilliseconds
  private var health = ServiceHealth(
    watchdog: Terminal.environmentValue("WATCHDOG_USEC").flatMap { Int64($0) })
  private var nextSummary: Int64
  private var nextMetrics: Int64 = 0
  private var isPaused = false
  private var saidStopping = false

  init(log: EventLog, record: RecordFile?, settings: Settings) throws {
    self.settings = settings
    store = log
    appender = try WatchAppender(log: log, record: record)
    let fingerprinter = Fingerprinter(key: try log.fingerprintKey())
    let pseudonymise = try log.settledPseudonymising(settings.pseudonymise)
    let gate = self.gate
    targets = WatchedTargets { plan, known in
      TargetThread(
        plan: plan, database: settings.database, known: known, fingerprinter: fingerprinter,
        pseudonymise: pseudonymise, isTracing: settings.isTracing, appender: gate)
    }
    nextSummary = started + Self.summaryGap
  }

  /// Watches the targets until the end, and says how it ended.
  func run(_ plans: [PlannedTarget], summaryAsJSON: Bool) throws {
    WatchStop.install()
    targets.start(plans, known: try KnownInstance.all(in: store))
    var failure: (any Error)?
    while targets.isRunning {
      gate.wait(milliseconds: sleep())
      let now = Clock.monotonicMilliseconds
      if let length = settings.length, now - started >= length { WatchStop.request() }
      if WatchStop.isRequested {
        if !saidStopping {
          log.clearStatus()
          service.send("STOPPING=1")
        }
        saidStopping = true
        targets.wake()
      }
      do { try look(now) } catch {
        failure = error
        WatchStop.request()
      }
    }
    targets.join()
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
      views: targets.views, appender: appender, seconds: Clock.monotonicMilliseconds - started)
    try summary.write(asJSON: summaryAsJSON)
    if let failure { throw failure }
    try conclude()
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
    let endings = targets.take { shared in
      appender.add(shared.observations, shared.rejects, now: now)
      for line in shared.lines { log.write(line) }
      endsRound = endsRound || shared.endsRound
    }
    // One that was all there is says why at the end.
    if targets.isRunning { for line in endings { log.write(line) } }
    // A round is one transaction; so is what came within a second between rounds.
    if let line = try appender.append(now: now, isComplete: endsRound) { log.write(line) }
    pauseIfFull()
    if WatchStop.takeReload() { reload() }
    tellService(now)
    if now >= nextMetrics {
      nextMetrics = now + Self.metricsGap
      writeMetrics()
    }
    if now >= nextSummary {
      nextSummary = now + Self.summaryGap
      let summary = WatchSummary(views: targets.views, appender: appender, seconds: now - started)
      log.write(LogLine("summary", summary.fields))
    }
    log.status(views: targets.current.map(\.view), appender: appender)
  }

  private func pauseIfFull() {
    guard appender.isFull != isPaused else { return }
    isPaused = appender.isFull
    log.write(LogLine(isPaused ? "polling paused" : "polling resumed", [("held", "\(WatchAppender.pauseAt)")]))
    targets.pause(isPaused)
  }

  /// SIGHUP. What cannot be read leaves everything as it was.
  private func reload() {
    do {
      let fresh = try settings.reload()
      settings.metrics = fresh.metrics
      try targets.change(to: fresh.targets) { try KnownInstance.all(in: store) }
      targets.pause(isPaused)
      log.write(LogLine("reloaded", [("targets", String(fresh.targets.count))]))
    } catch {
      log.write(LogLine("reload failing", [("error", WatchHelp.words(error))]))
    }
  }

  private func tellService(_ now: Int64) {
    let current = targets.current
    let signs = health.signs(
      of: current.map {
        ServiceHealth.Target(
          hasStarted: $0.view.hasStarted, isAliveAt: $0.view.isAliveAt, hasEnded: $0.ending != nil)
      },
      hasCommitted: appender.commits > 0, status: status(current.map(\.view)), now: now)
    if !signs.isEmpty { service.send(signs.joined(separator: "\n")) }
  }

  private func status(_ views: [TargetView]) -> String {
    let instances = views.reduce(0) { $0 + $1.instances }
    let moving = views.reduce(0) { $0 + $1.moving }
    return "\(instances) instances, \(moving) moving; \(appender.appended) events appended"
  }

  private func writeMetrics() {
    guard let path = settings.metrics else { return }
    do {
      try WatchMetrics.write(
        targets.current.map { (name: $0.thread.name, view: $0.view) }, appender: appender, to: path)
    } catch {
      log.write(LogLine("metrics failing", [("error", WatchHelp.words(error))]))
    }
  }

  /// The exit status.
  private func conclude() throws {
    for target in targets.current {
      switch target.ending {
      case .locked:
        throw CommandFailure(
          .busy, "another watch keeps \(target.thread.name) in \(settings.database)",
          hint: "End it, or watch into another database.")
      case .failed(let problem): throw CommandFailure(.failed, problem.message, hint: problem.hint)
      case .stopped, nil: break
      }
    }
    let views = targets.views
    let isBounded = settings.isSingle || settings.length != nil
    if isBounded, !Interruption.isRequested, views.contains(where: { $0.hasLost || !$0.hasStarted }) {
      throw CommandFailure(
        .failed, "something could not be seen", hint: "What was seen is kept; the lines above say what was not.")
    }
    if views.contains(where: { $0.counts.rejected > 0 }) { throw CommandFailure(.rejected) }
  }
}
