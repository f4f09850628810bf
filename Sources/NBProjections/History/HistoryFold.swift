import NBBasics
import NBObservations

/// Everything of one instance in the order in which it happened. Runs of equal polls are one entry, so a year of them
/// stays small.
///
/// Feed it every event of a stream in projection order, then ask ``entries``. What it places are the output and the state
/// of ``InstanceProjection``.
package struct HistoryFold: Sendable {
  /// Milliseconds; longer times without an observation are entries of their own. As for exposure.
  package static let longestGap = ExposureFold.mergedGap

  /// The instance as the events leave it.
  package var status: CurrentStatus { projection.status }
  /// Positions of all events; nil before the first.
  package private(set) var positions: ClosedRange<Int64>?
  private var projection = InstanceProjection()
  private var closedSpells: [ExposureSpell] = []

  private var placed: [HistoryEntry] = []
  /// The run that may still continue, and its place.
  private var run: (entry: StatusRun, index: Int)?
  /// Places and positions of attempts that have not ended.
  private var open: (attempt: Int, index: Int, positions: ClosedRange<Int64>)?
  /// The latest accepted or gone observation.
  private var previous: (at: Instant, low: Instant, position: Int64)?
  private var lastAnswer: Answer?

  package init() {}

  /// The entries so far, ordered by when each began to be known.
  package var entries: [HistoryEntry] {
    var all = placed
    if let run { all[run.index] = .status(run.entry) }
    if let open, let attempt = projection.attempts.open {
      all[open.index] = .attempt(PlacedAttempt(attempt: attempt, positions: open.positions))
    }
    return all
  }

  /// The exposure spells so far, in order of time.
  package var spells: [ExposureSpell] { closedSpells + projection.exposure.openSpells }

  /// Applies the next event of the stream, which stands at `position` in the log.
  package mutating func evolve(_ event: FoldEvent, position: Int64) {
    positions = positions?.including(position) ?? position...position
    let old = status
    let wasOpen = projection.attempts.isOpen
    let numbered = projection.attempts.numbered
    var ended: [StartAttempt] = []
    var restart: HiddenRestart?
    projection.evolve(event) { output in
      switch output {
      case .attempt(let attempt): ended.append(attempt)
      case .spell(let spell): closedSpells.append(spell)
      case .hiddenRestart(let hidden): restart = hidden
      }
    }
    let told = event.answer.observationClass == .accepted || event.answer.observationClass == .gone
    if told { placeGap(event, position) }
    placeAttempts(ended, after: numbered, event, position)
    if let restart { placed.append(.hiddenRestart(restart.bounds, position: position)) }
    if event.answer.kind == .stop || event.answer.kind == .delete { placeRequest(event, position) }
    if told {
      if let previous, event.answer !== lastAnswer {
        let bounds = InstantBounds(low: previous.low, high: event.observedAt)
        // Starts and stops move the lease; only what is told while an instance stays up is a renewal.
        let tellsLease = status.status?.statusClass == .up && status.statusSince == old.statusSince
        placed += changes(from: old, tellsLease: tellsLease).map {
          .change(ValueChange(what: $0, old: $1, new: $2, bounds: bounds, position: position))
        }
      }
      placeStatus(event, position, isWithinAttempt: wasOpen || projection.attempts.isOpen)
      previous = (event.observedAt, event.low, position)
      lastAnswer = event.answer
    } else if event.answer.observationClass == .noInformation, event.answer.kind == .poll {
      placeNoInformation(event, position)
    }
  }

  private mutating func placeGap(_ event: FoldEvent, _ position: Int64) {
    guard let previous, event.observedAt - previous.at > Self.longestGap else { return }
    placed.append(
      .gap(
        ObservationGap(
          from: previous.at, until: event.observedAt, before: previous.position, after: position,
          isWithinStatus: run.map { status.statusSince == $0.entry.since } ?? false)))
  }

  /// - Parameter numbered: how many attempts had a number before the event.
  private mutating func placeAttempts(
    _ ended: [StartAttempt], after numbered: Int, _ event: FoldEvent, _ position: Int64
  ) {
    if let positions = open?.positions { open?.positions = positions.including(position) }
    for attempt in ended {
      let entry = PlacedAttempt(
        attempt: attempt, positions: position...position, message: event.answer.facts.errorMessage)
      if attempt.outcome == .refused {
        placed.append(.refused(entry))
      } else if let open, open.attempt == attempt.number {
        placed[open.index] = .attempt(PlacedAttempt(attempt: attempt, positions: open.positions))
        self.open = nil
      } else {
        placed.append(.attempt(PlacedAttempt(attempt: attempt, positions: position...position)))
      }
    }
    if let attempt = projection.attempts.open, attempt.number > numbered {
      open = (attempt.number, placed.count, position...position)
      placed.append(.attempt(PlacedAttempt(attempt: attempt, positions: position...position)))
    }
  }

  private mutating func placeRequest(_ event: FoldEvent, _ position: Int64) {
    placed.append(
      .request(
        AnsweredRequest(
          kind: event.answer.kind, at: event.observedAt, httpStatus: event.answer.httpStatus,
          isAccepted: event.answer.observationClass == .accepted, errorCode: event.answer.facts.errorCode,
          position: position)))
  }

  private mutating func placeStatus(_ event: FoldEvent, _ position: Int64, isWithinAttempt: Bool) {
    guard let current = event.answer.status, let since = status.statusSince else { return }
    if run != nil, run?.entry.since == since {
      run?.entry.goOn(event, position: position, isWithinAttempt: isWithinAttempt)
      return
    }
    if let ended = run {
      var entry = ended.entry
      entry.until = InstantBounds(low: entry.lastLow, high: event.observedAt)
      placed[ended.index] = .status(entry)
    }
    let entry = StatusRun(
      word: status.statusWord ?? "", statusClass: current.statusClass, since: since, lastAt: event.observedAt,
      lastLow: event.low, observations: 1, positions: position...position, isWithinAttempt: isWithinAttempt)
    run = (entry, placed.count)
    placed.append(.status(entry))
  }

  private mutating func placeNoInformation(_ event: FoldEvent, _ position: Int64) {
    if run != nil {
      if run?.entry.noInformation?.add(event, position: position) == nil {
        run?.entry.noInformation = NoInformation(event, position: position)
      }
    } else if case .noInformation(var entry)? = placed.last {
      entry.add(event, position: position)
      placed[placed.count - 1] = .noInformation(entry)
    } else {
      placed.append(.noInformation(NoInformation(event, position: position)))
    }
  }

  /// Values that were known and are others now: what, before, now.
  private func changes(
    from old: CurrentStatus, tellsLease: Bool
  ) -> [(String, String, String)] {
    var list: [(String, String, String)] = []
    func compare(_ what: String, _ before: String?, _ now: String?) {
      if let before, let now, before != now { list.append((what, before, now)) }
    }
    compare("name", old.name, status.name)
    if old.traits !== status.traits {
      compare("flavor", old.traits.flavor, status.traits.flavor)
      compare("image", old.traits.imageLabel, status.traits.imageLabel)
      compare("pool", old.traits.poolID, status.traits.poolID)
    }
    compare("volume", old.volume.capacity.map { "\($0) GB" }, status.volume.capacity.map { "\($0) GB" })
    if tellsLease, old.lease.createAt != nil || old.lease.duration != nil {
      compare("lease", Self.leaseText(old.lease), Self.leaseText(status.lease))
    }
    return list
  }

  private static func leaseText(_ lease: Lease) -> String {
    lease.end.map { "ends \($0.rfc3339)" } ?? "no end"
  }
}

extension InstanceTraits {
  /// `name:tag`, or what of it is known; nil when the image is not known at all.
  package var imageLabel: String? {
    guard let name = values.imageName ?? values.imageID else { return values.imageTag }
    return values.imageTag.map { "\(name):\($0)" } ?? name
  }
}
