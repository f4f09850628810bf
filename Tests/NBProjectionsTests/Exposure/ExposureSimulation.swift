import NBBasics
import NBObservations

@testable import NBProjections

/// An instance whose life is known, watched by a poller that loses answers and has outages.
///
/// COMPUTE is charged while the instance runs, STORAGE from its creation to its deletion. The bounds hold under one
/// condition, which the simulation keeps: COMPUTE neither begins and ends nor ends and begins again within one gap
/// that counts as observed, so every phase outlasts G.
struct ExposureSimulation {
  /// A span of the true life.
  struct Phase {
    let status: String
    let from: Int64
    let until: Int64
    /// GB of the volume.
    let capacity: Int64
    let lease: Lease?
  }

  var phases: [Phase] = []
  var events: [FoldEvent] = []
  let sendsItems: Bool
  let pollInterval: Int64
  private let birth = ExposureHistory.start.milliseconds

  init(_ numbers: inout SeededNumbers, longestGap: Int64) {
    sendsItems = numbers.chance(0.5)
    pollInterval = numbers.pick([60_000, 300_000, 600_000])
    live(&numbers, dwell: longestGap + 1)
    watch(&numbers)
  }

  /// Creation, some runs each followed by a stop, and sometimes the deletion.
  private mutating func live(_ numbers: inout SeededNumbers, dwell: Int64) {
    var now = birth
    var capacity: Int64 = 5
    func span(_ status: String, _ length: Int64, _ lease: Lease?) -> Phase {
      Phase(status: status, from: now, until: now + length, capacity: capacity, lease: lease)
    }
    for run in 0..<numbers.number(1...4) {
      let granted = numbers.number(dwell...4 * dwell)
      let enabled = numbers.chance(0.7)
      // The duration counts from the birth and moves with every start, as the platform's does.
      let lease = Lease(
        createAt: Instant(milliseconds: birth), duration: now + granted - birth, enabled: enabled,
        type: numbers.pick([nil, "TIMING"]))
      phases.append(span(run == 0 ? "CREATING" : "STARTING", numbers.number(1...90_000), lease))
      now = phases.last!.until
      // The platform stops at the lease's end, or up to five minutes later; a person may stop earlier.
      var end = now + numbers.number(dwell...5 * dwell)
      if enabled { end = min(end, birth + lease.duration! + numbers.number(0...300_000)) }
      phases.append(span("RUNNING", max(dwell, end - now), enabled && end - now < dwell ? nil : lease))
      now = phases.last!.until
      phases.append(span("STOPPING", numbers.number(1...90_000), lease))
      now = phases.last!.until
      phases.append(span("STOPPED", numbers.number(dwell...6 * dwell), lease))
      now = phases.last!.until
      if numbers.chance(0.3) { capacity += 100 }
    }
    if numbers.chance(0.4) {
      phases.append(Phase(status: "gone", from: now, until: now + 20 * dwell, capacity: 0, lease: nil))
    }
  }

  /// The create answer arrives; then polls with jitter, one in ten lost, and outages.
  private mutating func watch(_ numbers: inout SeededNumbers) {
    var at = birth + 500
    var phase = 0
    while at < phases.last!.until {
      while phases[phase].until <= at { phase += 1 }
      let isLost = at > birth + 500 && numbers.chance(0.1)
      events.append(FoldEvent(observedAt: Instant(milliseconds: at), answer: answer(isLost ? nil : phases[phase])))
      at += pollInterval + numbers.number(-20_000...20_000)
      if numbers.chance(0.02) { at += numbers.number(600_000...9_000_000) }
    }
  }

  private func answer(_ phase: Phase?) -> Answer {
    var facts = NotebookFacts()
    guard let phase else { return Answer(kind: .poll, httpStatus: 502, hasBody: true, facts: facts) }
    if phase.status == "gone" { return Answer(kind: .poll, httpStatus: 404, hasBody: true, facts: facts) }
    facts.statusWord = phase.status
    facts.volume = Volume(category: "EVS", ownership: "MANAGED", capacity: phase.capacity)
    facts.lease = phase.lease
    if sendsItems { facts.billingItems = .listed(phase.status == "RUNNING" ? ["STORAGE", "COMPUTE"] : ["STORAGE"]) }
    return Answer(kind: .poll, httpStatus: 200, hasBody: true, facts: facts)
  }

  /// Charged milliseconds, and GB times milliseconds, in a window.
  func truth(_ resource: ExposureResource, from: Instant, until: Instant) -> (time: Int64, gb: Int128) {
    var time: Int64 = 0
    var gb: Int128 = 0
    for phase in phases where resource == .compute ? phase.status == "RUNNING" : phase.status != "gone" {
      let length = max(0, min(phase.until, until.milliseconds) - max(phase.from, from.milliseconds))
      time += length
      gb += Int128(length) * Int128(resource == .compute ? 0 : phase.capacity)
    }
    return (time, gb)
  }
}
