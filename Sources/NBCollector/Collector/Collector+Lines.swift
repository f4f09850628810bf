import NBBasics

extension Collector {
  // MARK: Access

  mutating func accessAnswered(_ answer: HTTPAnswer, now: Moment) {
    let isFirst = access.logins == 0
    let outcome = access.answered(answer, now: now.steady)
    let isOK = outcome == .advanced && answer.status > 0 && answer.status < 300
    count("login", isOK ? "ok" : "failed")
    if !isOK { counts.failed += 1 }
    if isOK, isFirst {
      say(
        "login", ("auth", access.account.credentials.word),
        ("valid", access.tokenLife.map { Span.text($0) } ?? "unknown"))
    }
    if isOK, let since = loginFailingSince {
      say("login recovered", ("after", Span.text(now.steady - since)))
      loginFailingSince = nil
    }
    accessOutcome(outcome, now: now)
    // Before the first answer a refusal is a mistake in what was given.
    if Meaning(answer, to: .login, hasContent: true) == .failed(.untrusted), !hasStarted {
      problem = Access.Problem(
        "the identity service is not who it should be: \(answer.transportError)",
        hint: "Behind a proxy with an authority of its own, give its file with --ca-file.")
    }
  }

  mutating func accessOutcome(_ outcome: Access.Outcome, now: Moment) {
    switch outcome {
    case .advanced: break
    case .refused(let problem, let until):
      hasLost = true
      if !hasStarted { self.problem = problem }
      loginFailingSince = loginFailingSince ?? now.steady
      say("login failing", ("error", problem.message), ("next", Span.text(until - now.steady)))
    case .down(let why, let until):
      failing(why, next: until, now: now)
      hasLost = true
    }
  }

  // MARK: Lines

  mutating func sayStarted() {
    saidInterval = schedule.listInterval
    say(
      "started", ("auth", access.account.credentials.word), ("from", access.account.source),
      ("endpoint", session?.origin.description ?? ""),
      ("instances", String(schedule.instanceCount)), ("every", Span.text(schedule.listInterval)),
      ("starting_every", Span.text(schedule.rates.startingEvery)))
  }

  /// One line when lists begin to fail; what follows until they recover is counted.
  mutating func failing(_ error: String, next: Int64?, now: Moment) {
    if listFailing == nil {
      listFailing = (now.steady, now.wall, 0)
      say(
        "list failing", ("error", error), ("since", Instant(milliseconds: now.wall).rfc3339),
        ("next", next.map { Span.text(max(0, $0 - now.steady)) } ?? "soon"))
    }
    listFailing?.rounds += 1
  }

  mutating func sayForbidden(_ action: String, _ next: Int64?, _ now: Moment) {
    guard !saidForbidden else { return }
    saidForbidden = true
    let all = target.includesAllUsers ? ",modelarts:notebook:listAllNotebooks" : ""
    say(
      "forbidden", ("missing", "modelarts:\(action)"),
      ("policy", "modelarts:notebook:list,modelarts:notebook:get\(all)"),
      ("next", Span.text(next.map { $0 - now.steady } ?? 900_000)))
  }

  mutating func noteThrottling(_ failure: AnswerFailure, until: Int64?, now: Moment) {
    guard case .throttled(let limit, _) = failure else { return }
    counts.throttled += 1
    say(
      "throttled", ("limit", limit.map { "\($0)/min" } ?? "unknown"),
      ("wait", Span.text(until.map { $0 - now.steady } ?? 0)),
      ("max_rate", String(Int(schedule.budget.rate.rounded()))))
  }

  /// A line when the rhythm is another than was announced, by more than a tenth.
  mutating func sayRate() {
    let interval = schedule.listInterval
    guard abs(interval - saidInterval) * 10 > saidInterval else { return }
    saidInterval = interval
    say(
      "rate", ("every", Span.text(interval)), ("starting_every", Span.text(schedule.showInterval)),
      ("instances", String(schedule.instanceCount)), ("max_rate", String(Int(schedule.budget.rate.rounded()))))
  }

  /// The server's clock less ours lies between `Date` - received and `Date` + 1 s - sent.
  mutating func noteClock(_ answer: HTTPAnswer) {
    guard let seconds = answer.serverSeconds else { return }
    let low = seconds * 1000 - answer.observedAt
    let high = seconds * 1000 + 1000 - answer.requestedAt
    access.clockOffset = low > 0 ? low : min(high, 0)
    let offset = access.clockOffset
    guard abs(offset) > 60_000 || saidOffset != 0, abs(offset - saidOffset) > 30_000 else { return }
    saidOffset = abs(offset) > 60_000 ? offset : 0
    say("clock", ("offset", "\(offset < 0 ? "-" : "+")\(Span.text(abs(offset)))"))
  }

  // MARK: Words

  mutating func count(_ call: String, _ outcome: String) {
    counts.outcomes["\(call) \(outcome)", default: 0] += 1
  }

  static func word(_ failure: AnswerFailure) -> String {
    switch failure {
    case .unauthenticated: "unauthenticated"
    case .forbidden: "forbidden"
    case .noSuchAPI: "unknown-api"
    case .unknownParameter: "unknown-parameter"
    case .throttled: "throttled"
    case .down: "down"
    case .untrusted: "untrusted"
    case .redirected: "redirected"
    case .pageLost: "page-lost"
    case .refused: "refused"
    case .cancelled: "cancelled"
    }
  }

  static func text(_ failure: AnswerFailure, _ answer: HTTPAnswer) -> String {
    switch failure {
    case .redirected(let host): return "HTTP \(answer.status) leads to \(host), which is not followed"
    case .pageLost: return answer.isTooLarge ? "the answer is longer than 32 MiB" : "the page cannot be read"
    default: break
    }
    if answer.transportCode != 0 { return answer.transportError }
    let code = AnswerError(body: answer.body)?.code ?? ""
    return code.isEmpty ? "HTTP \(answer.status)" : "HTTP \(answer.status) \(code)"
  }
}
