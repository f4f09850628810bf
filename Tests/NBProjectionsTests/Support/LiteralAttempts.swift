import NBBasics
import NBObservations

@testable import NBProjections

/// A second reading of rules A1 to A21, for comparison: it keeps the whole history and looks everything up in it each
/// time, sentence by sentence, where ``StartAttempts`` keeps a small state.
struct LiteralAttempts {
  struct Row: Equatable {
    var number = 0
    var kind: StartKind
    var origin: AttemptOrigin
    var begin: InstantBounds
    var end: InstantBounds?
    var outcome: AttemptOutcome
    var traits = InstanceTraits.unknown
    var polls = 0
    var failedStep: Int?
    var failReason: String?
    var errorCode: String?
    var refusalClass: RefusalClass?
    var serverTotal: Int64?
    var total: LatencyBounds?
    var lastApplied: Instant
    var isBeginByServer = false
    var steps: [LiteralSteps.Row] = []
    var gaps: [Int64] = []
  }

  private struct Attempt {
    var row: Row
    /// Where in the history it opened.
    var opening: Int
    var looks: [LiteralSteps.Look] = []
    /// Where the start or create answer is.
    var request: Int?
    /// L of rule A21.
    var serverBegin: Instant?
    var seenSteps = true
  }

  private let history: [FoldEvent]
  private(set) var rows: [Row] = []
  private var open: Attempt?
  private var opened: [Int] = []

  init(_ history: [FoldEvent]) {
    self.history = history
    for index in history.indices { evolve(index) }
    if let attempt = open { finish(attempt, .inProgress, nil, closing: nil, last: history.count - 1) }
    rows.sort { $0.number < $1.number }
  }

  private func tells(_ event: FoldEvent) -> Bool {
    event.answer.observationClass == .accepted || event.answer.observationClass == .gone
  }

  private func lo(_ event: FoldEvent) -> Instant { event.requestedAt ?? event.observedAt }

  private func previous(_ index: Int) -> Instant? { history[..<index].last(where: tells).map(lo) }

  /// L and the begin that it gives (A21).
  private func serverBegin(_ index: Int) -> (time: Instant, begin: InstantBounds)? {
    let look = history[index]
    let t = look.observedAt.milliseconds
    let earlier = history[..<index].filter(tells)
    let p = earlier.last?.observedAt.milliseconds
    let lease = look.answer.facts.lease
    let isCreate = look.answer.status == .initial || look.answer.status == .creating
    guard let l = isCreate ? look.answer.facts.createAt ?? lease?.createAt : lease?.updateAt else { return nil }
    let L = l.milliseconds
    guard L <= t + 2_000, p == nil || p! - 2_000 < L else { return nil }
    if !isCreate {
      guard p != nil, earlier.allSatisfy({ $0.answer.facts.lease?.updateAt.map { $0 < l } ?? true }) else { return nil }
    }
    let low = earlier.last.map { max(lo($0).milliseconds, L - 2_000) } ?? L - 2_000
    return (l, InstantBounds(low: Instant(milliseconds: low), high: Instant(milliseconds: min(t, L + 2_000))))
  }

  private func lastStatus(_ index: Int) -> InstanceStatus? {
    history[..<index].last { tells($0) && $0.answer.status != nil }?.answer.status
  }

  private func traits(before index: Int) -> InstanceTraits {
    history[..<index].filter(tells).reduce(.unknown) { $0.carryingOver($1.answer.facts) }
  }

  private var nextNumber: Int { rows.count + (open == nil ? 0 : 1) + 1 }

  private mutating func evolve(_ index: Int) {
    let event = history[index]
    let t = event.observedAt
    let before = InstantBounds(low: previous(index), high: t)
    let status = event.answer.status
    let word = event.answer.statusClass ?? .unknown
    let last = lastStatus(index)?.statusClass
    if event.answer.observationClass == .refused { return refuse(index) }
    guard tells(event) else { return }
    if event.answer.observationClass == .accepted, event.answer.kind.bringsUp { return request(index) }
    if let attempt = open {
      if let request = attempt.request, let status,
        [.stopped, .startFailed, .createFailed, .error, .frozen].contains(status),
        status == lastStatus(request) ?? .stopped, t.milliseconds <= history[request].observedAt.milliseconds + 10_000
      {
        return
      }
      if word == .starting || word == .unknown {
        let done = LiteralSteps(attempt.looks).rows().filter { $0.status == .completed }.map(\.step)
        if event.answer.facts.steps.contains(where: { $0.status < .completed && done.contains($0.step) }) {
          finish(attempt, .superseded, before, closing: nil, last: index)
          infer(index)
        }
        return look(index, closing: false)
      }
      look(index, closing: true)
      let outcomes: [StatusClass: AttemptOutcome] = [.up: .succeeded, .failed: .failed, .down: .cancelled]
      return finish(open!, outcomes[word]!, before, closing: index, last: index)
    }
    if word == .starting {
      infer(index)
      look(index, closing: false)
    } else if word == .up, last == .down || last == .failed {
      unseen(index, .succeeded)
    } else if status == .startFailed || status == .createFailed, last == .down || last == .up {
      unseen(index, .failed)
    }
  }

  private mutating func refuse(_ index: Int) {
    let event = history[index]
    let now = InstantBounds(low: event.observedAt, high: event.observedAt)
    var row = Row(
      kind: event.answer.kind == .create ? .create : .start, origin: .requested, begin: now, end: now,
      outcome: .refused, lastApplied: event.observedAt)
    row.number = nextNumber
    row.traits = traits(before: index)
    row.errorCode = event.answer.facts.errorCode
    row.refusalClass = RefusalClass(errorCode: row.errorCode, httpStatus: event.answer.httpStatus)
    rows.append(row)
  }

  private mutating func request(_ index: Int) {
    let event = history[index]
    let t = event.observedAt
    let kind: StartKind = event.answer.kind == .create ? .create : .start
    if let attempt = open, attempt.row.origin == .inferred,
      t.milliseconds - history[attempt.opening].observedAt.milliseconds <= 60_000
    {
      open!.row.origin = .requested
      open!.row.kind = kind
      if let requestedAt = event.requestedAt, requestedAt <= attempt.row.begin.high {
        open!.row.begin.low = max(attempt.row.begin.low ?? requestedAt, requestedAt)
      }
    } else {
      if let attempt = open {
        finish(attempt, .superseded, InstantBounds(low: previous(index), high: t), closing: nil, last: index)
      }
      begin(index, kind, .requested, InstantBounds(low: event.requestedAt ?? t, high: t))
    }
    open!.request = index
    let failed = event.answer.statusClass == .failed
    look(index, closing: failed)
    if failed {
      finish(open!, .failed, InstantBounds(low: open!.row.begin.low, high: t), closing: index, last: index)
    }
  }

  private mutating func infer(_ index: Int) {
    let isCreate = [.initial, .creating].contains(history[index].answer.status)
    let server = serverBegin(index)
    begin(
      index, isCreate ? .create : .start, .inferred,
      server?.begin ?? InstantBounds(low: previous(index), high: history[index].observedAt))
    open!.serverBegin = server?.time
    open!.row.isBeginByServer = server != nil
  }

  private mutating func unseen(_ index: Int, _ outcome: AttemptOutcome) {
    begin(
      index, history[index].answer.status == .createFailed ? .create : .start, .inferred,
      InstantBounds(low: previous(index), high: history[index].observedAt))
    look(index, closing: true)
    open!.seenSteps = false
    finish(open!, outcome, open!.row.begin, closing: index, last: index)
  }

  private mutating func begin(_ index: Int, _ kind: StartKind, _ origin: AttemptOrigin, _ begin: InstantBounds) {
    var row = Row(kind: kind, origin: origin, begin: begin, outcome: .inProgress, lastApplied: begin.high)
    row.number = nextNumber
    open = Attempt(row: row, opening: index)
  }

  private mutating func look(_ index: Int, closing: Bool) {
    let look = LiteralSteps.Look(event: history[index], index: index, closing: closing, floor: open!.row.begin.low)
    open!.looks.append(look)
  }

  private mutating func finish(
    _ attempt: Attempt, _ outcome: AttemptOutcome, _ end: InstantBounds?, closing: Int?, last: Int
  ) {
    var row = attempt.row
    row.outcome = outcome
    row.end = end
    row.lastApplied = attempt.looks.last!.event.observedAt
    row.polls = attempt.looks.filter { ![.start, .create].contains($0.event.answer.kind) }.count
    row.traits = attempt.looks.reduce(traits(before: attempt.opening)) { $0.carryingOver($1.event.answer.facts) }
    if attempt.seenSteps { row.steps = LiteralSteps(attempt.looks).rows(outcome: outcome, begin: row.begin) }
    if outcome == .failed {
      row.failReason = closing.flatMap { history[$0].answer.facts.failReason }
      row.failedStep = row.steps.filter { $0.status == .failed }.map(\.step).min()
    }
    if outcome == .succeeded, let end {
      row.total = LatencyBounds(
        low: max(0, end.low!.milliseconds - row.begin.high.milliseconds),
        high: row.begin.low.map { end.high.milliseconds - $0.milliseconds })
      row.serverTotal = serverTotal(row, attempt, closing: closing!)
    }
    if outcome == .inProgress {
      row.total = LatencyBounds(
        low: max(0, lo(attempt.looks.last!.event).milliseconds - row.begin.high.milliseconds), high: nil)
    }
    let observed = history[attempt.opening...last].filter(tells).map(\.observedAt.milliseconds)
    row.gaps = zip(observed, observed.dropFirst()).map { $1 - $0 }.sorted()
    rows.append(row)
    open = nil
  }

  private func serverTotal(_ row: Row, _ attempt: Attempt, closing: Int) -> Int64? {
    let last = history[closing].answer
    guard last.status == .running, let updateAt = last.facts.updateAt else { return nil }
    let answer = attempt.request.map { history[$0].answer.facts }
    let started = answer == nil ? attempt.serverBegin : answer!.lease?.updateAt
    let from = row.kind == .start ? started : answer?.createAt ?? last.facts.createAt
    guard let from else { return nil }
    let value = updateAt.milliseconds - from.milliseconds
    let isPlausible = value >= row.total!.low - 2_000 && (row.total!.high.map { value <= $0 + 2_000 } ?? true)
    return value >= 0 && isPlausible ? value : nil
  }
}
