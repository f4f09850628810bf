import NBBasics
import NBCollector
import NBStatistics
import StatisticsSimulator

/// A notebook service whose instances start and stop by a plan. Its clock counts milliseconds since 1970.
struct SimulatedService {
  /// Status, steps and the server's times from one moment on.
  struct Phase {
    var at: Double
    var status: String
    /// When the accepted start was that it belongs to, by `lease.update_at`.
    var leaseAt: Double
    /// The ends of its steps, while it starts.
    var ends: [Double] = []
    /// The step (from 0) in which it failed.
    var failedStep: Int?
  }

  struct Instance {
    let id: String
    let createdAt: Double
    var phases: [Phase]

    func phase(at time: Double) -> Phase { phases.last { $0.at <= time } ?? phases[0] }
  }

  /// Server's clock less the watcher's.
  let offset: Double
  private(set) var instances: [Instance]

  private static let stopsBefore = 60_000.0
  private static let stopTakes = 5000.0

  /// Draws the starts of a scenario from `begin` on, by the watcher's clock.
  init(_ scenario: WatchScenario, begin: Double, _ generator: inout SplitMix64) {
    offset = (generator.unit() * 2 - 1) * scenario.clockOffset
    instances = (0..<scenario.instances).map { number in
      let created = begin - 86_400_000 + Double(number)
      return Instance(
        id: "n\(number)", createdAt: created,
        phases: [Phase(at: created, status: "STOPPED", leaseAt: created)])
    }
    let times = (0..<scenario.starts).map { _ in begin + 60_000 + generator.unit() * scenario.span }.sorted()
    for (number, time) in times.enumerated() {
      let truth = TrueStart.draw(scenario.law, &generator)
      Self.add(truth, at: time, to: &instances[number % scenario.instances])
    }
  }

  /// The last change of all.
  var end: Double { instances.compactMap { $0.phases.last?.at }.max() ?? 0 }

  private static func add(_ truth: TrueStart, at wished: Double, to instance: inout Instance) {
    var start = wished
    if let last = instance.phases.last, last.status == "RUNNING" {
      // It was stopped in time to be started again.
      start = max(start, last.at + 2 * stopsBefore)
      instance.phases.append(Phase(at: start - stopsBefore, status: "STOPPING", leaseAt: last.leaseAt))
      instance.phases.append(Phase(at: start - stopsBefore + stopTakes, status: "STOPPED", leaseAt: last.leaseAt))
    } else if let last = instance.phases.last {
      start = max(start, last.at + stopsBefore)
    }
    let ends = truth.ends.map { start + $0 }
    instance.phases.append(Phase(at: start, status: "STARTING", leaseAt: start, ends: ends))
    let outcome = truth.outcome
    var closed = Phase(at: start + outcome.time, status: "RUNNING", leaseAt: start)
    if outcome.outcome == .failed {
      (closed.status, closed.ends, closed.failedStep) = ("START_FAILED", ends, truth.failure?.step)
    }
    instance.phases.append(closed)
  }

  // MARK: Answers

  /// The body that answers a request, with what is true at `time` by the watcher's clock.
  func body(_ request: HTTPRequest, at time: Double, movesLease: Bool) -> [UInt8] {
    let parts = request.path.split(separator: "/")
    if parts.count == 4, let found = instances.first(where: { $0.id == parts[3] }) {
      return Array(row(found, time, isShow: true, movesLease).utf8)
    }
    var query: [Substring: Int] = [:]
    for pair in request.query.split(separator: "&") {
      let sides = pair.split(separator: "=")
      query[sides[0]] = Int(sides[1])
    }
    let rows = instances.dropFirst(query["offset"] ?? 0).prefix(query["limit"] ?? 10)
    let texts = rows.map { row($0, time, isShow: false, movesLease) }
    return Array(
      #"{"data":[\#(texts.joined(separator: ","))],"size":\#(rows.count),"total":\#(instances.count)}"#.utf8)
  }

  private func row(_ instance: Instance, _ time: Double, isShow: Bool, _ movesLease: Bool) -> String {
    let phase = instance.phase(at: time)
    func server(_ time: Double) -> Int64 { Int64((time + offset).rounded()) }
    let created = server(instance.createdAt)
    let lease = movesLease ? server(phase.leaseAt) : created
    // Rows of a list have no progress, which is the worse case: nobody has recorded one that was starting.
    let progress = isShow && !phase.ends.isEmpty ? #""action_progress":[\#(steps(phase, time))],"# : ""
    return
      #"{\#(progress)"create_at":\#(created),"flavor":"f","id":"\#(instance.id)","lease":{"create_at":\#(created),"duration":3600000,"enable":false,"update_at":\#(lease)},"status":"\#(phase.status)","update_at":\#(server(phase.at))}"#
  }

  private func steps(_ phase: Phase, _ time: Double) -> String {
    // What the list shows stopped changing when the start did.
    let now = phase.status == "STARTING" ? time : phase.at
    var began = phase.leaseAt
    var texts: [String] = []
    for (step, end) in phase.ends.enumerated() {
      let isFailed = phase.failedStep == step
      let word = isFailed ? "FAILED" : now >= end ? "COMPLETED" : now >= began ? "PROCESSING" : "WAITING"
      texts.append(#"{"description":"d","status":"\#(word)","step":\#(step + 1)}"#)
      began = end
    }
    return texts.joined(separator: ",")
  }
}
