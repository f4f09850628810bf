import NBBasics

/// One target: credentials, schedule and thinning put together. It neither waits nor calls: times, randomness and
/// answers come in, requests and observations go out.
package struct Collector<Reader: AnswerReader> {
  package typealias Payload = Reader.Payload

  /// What to do next.
  package enum Step {
    case perform(HTTPRequest)
    /// Run this command for a token.
    case run(command: String)
    case wait(until: Int64)
    /// A single run has ended.
    case finished
    /// There is no way on; only before the first answer.
    case failed(Access.Problem)
  }

  /// What became ready since the last time.
  package struct Output {
    package var payloads: [Payload] = []
    package var rejects: [Reader.Rejected] = []
    package var lines: [LogLine] = []
    /// Whether a round ended: what is there is one transaction.
    package var endsRound = false

    package var isEmpty: Bool { payloads.isEmpty && rejects.isEmpty && lines.isEmpty }
  }

  package private(set) var target: Target
  package internal(set) var access: Access
  package internal(set) var schedule: Schedule
  package internal(set) var counts = CollectorCounts()
  var keeping: Keeping<Payload>
  var reader: Reader
  var random: SplitMix
  var output = Output()
  var asked: Asked?
  var session: Access.Session?
  var problem: Access.Problem?
  /// Whether a page came: what was wrong before it is wrong in the arguments.
  package internal(set) var hasStarted = false
  var listFailing: (since: Int64, wall: Int64, rounds: Int)?
  var loginFailingSince: Int64?
  var saidForbidden = false
  var saidUnsorted = false
  var saidOffset: Int64 = 0
  var saidInterval: Int64 = 0
  var lastMoment: Moment?
  /// Whether something that was to be seen was not, for the exit status of a bounded run.
  package internal(set) var hasLost = false

  /// What the request on its way is for.
  enum Asked: Equatable {
    case access
    case look(Look)
  }

  package init(
    target: Target, account: Account, rates: Rates, known: [(id: String, word: String)] = [], reader: Reader,
    seed: UInt64, now: Moment
  ) {
    self.target = target
    self.reader = reader
    access = Access(account: account)
    schedule = Schedule(
      rates: rates, filters: target.filters.count, known: known, isSingle: target.isSingle, now: now.steady)
    keeping = Keeping(unchanged: target.isSingle ? 0 : rates.unchanged)
    random = SplitMix(seed: seed)
    saidInterval = rates.every
  }

  /// Observations that were held or suppressed.
  package var unchanged: Int { keeping.dropped }
  /// Answers that a crash would lose.
  package var heldCount: Int { keeping.heldCount }

  /// What to do now.
  package mutating func step(now: Moment) -> Step {
    watchClocks(now)
    if let problem { return .failed(problem) }
    switch access.step(now: now.steady, wall: now.wall) {
    case .request(let request):
      asked = .access
      return .perform(request)
    case .command(let command):
      asked = .access
      return .run(command: command)
    case .waits(let until):
      if target.isSingle {
        hasLost = true
        return .finished
      }
      return .wait(until: until)
    case .hopeless(let problem):
      return .failed(problem)
    case .ready(let session):
      self.session = session
      return look(session, now: now)
    }
  }

  private mutating func look(_ session: Access.Session, now: Moment) -> Step {
    switch schedule.next(now: now.steady) {
    case .finished: return .finished
    case .wait(let until): return .wait(until: until)
    case .look(let look):
      asked = .look(look)
      schedule.spend(now: now.steady)
      return .perform(access.authorized(target.request(for: look, session), wall: now.wall))
    }
  }

  /// The output so far; it is the caller's from here on.
  package mutating func takeOutput() -> Output {
    defer { output = Output() }
    return output
  }

  /// Everything that is held goes out: at the end, or when the user asks.
  package mutating func release() {
    output.payloads += keeping.release()
  }

  /// Instances of the log that are not gone: one that the first round lacks is asked for.
  package mutating func remember(_ known: [(id: String, word: String)], now: Moment) {
    for (id, word) in known { schedule.remember(id, word: word, now: now.steady) }
  }

  /// What requests go to and what envelopes carry; nil before the credentials told.
  package var place: (session: Access.Session, region: String, projectID: String)? {
    session.map { ($0, target.regionLabel ?? $0.region, target.projectLabel ?? $0.projectID) }
  }

  /// Whether the last list or login failed, or there was no list yet.
  package var isFailing: Bool { !hasStarted || listFailing != nil || loginFailingSince != nil }

  /// SIGHUP: other credentials, nothing rests, everything is due; with another target and rhythm where they are given.
  package mutating func reload(_ account: Account?, target: Target? = nil, rates: Rates? = nil, now: Moment) {
    if let account { access = Access(account: account) } else { access.retry() }
    release()
    if let target { self.target = target }
    if let rates { keeping.unchanged = self.target.isSingle ? 0 : rates.unchanged }
    schedule.change(to: rates ?? schedule.rates, filters: self.target.filters.count, now: now.steady)
    schedule.lookAtEverything(now: now.steady)
  }

  mutating func say(_ event: String, _ fields: (key: String, value: String)...) {
    output.lines.append(LogLine(event, [("target", target.name)] + fields))
  }

  /// After a sleep of the machine everything is due; a clock that was set back is worth a line, and nothing else.
  private mutating func watchClocks(_ now: Moment) {
    defer { lastMoment = now }
    guard let last = lastMoment else { return }
    let jump = (now.wall - last.wall) - (now.steady - last.steady)
    if jump > 60_000 {
      say("clock ahead", ("by", Span.text(jump)))
      schedule.lookAtEverything(now: now.steady)
    } else if jump < -1000 {
      say("clock set back", ("by", Span.text(-jump)))
    }
  }
}

/// The generator of the spread of all gaps (Steele, Lea, Flood, "Fast splittable pseudorandom number generators").
package struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}
