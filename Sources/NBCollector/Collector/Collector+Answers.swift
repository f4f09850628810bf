extension Collector {
  /// The answer to the request of the last step.
  package mutating func answered(_ answer: HTTPAnswer, now: Moment) {
    guard let asked else { return }
    self.asked = nil
    counts.requests += 1
    counts.requestTime += answer.duration
    noteClock(answer)
    switch asked {
    case .access: accessAnswered(answer, now: now)
    case .look(.list(let page)): listAnswered(page, answer, now: now)
    case .look(.show(let id)): showAnswered(id, answer, now: now)
    }
  }

  /// The output of the token command; nil when it failed.
  package mutating func commandEnded(_ text: String?, now: Moment) {
    asked = nil
    accessOutcome(access.tokenRead(text, now: now.steady), now: now)
  }

  // MARK: Lists

  private mutating func listAnswered(_ page: ListPage, _ answer: HTTPAnswer, now: Moment) {
    let facts = PageFacts(answer.body)
    let meaning = Meaning(answer, to: .list, hasContent: facts.rowCount != nil)
    guard meaning == .seen else {
      let failure: AnswerFailure = if case .failed(let failure) = meaning { failure } else { .refused }
      return listFailed(page, failure, answer, facts, now: now)
    }
    count("list", "ok")
    access.accepted()
    let rows = read(answer, facts, notebookID: nil)
    for row in rows {
      take(row, isShow: false, now: now)
    }
    let outcome = schedule.listed(
      page, rows: rows.map(\.seen), rowCount: facts.rowCount ?? 0, total: facts.total, now: now.steady, random: &random)
    if !hasStarted, outcome.isComplete { sayStarted() }
    hasStarted = hasStarted || outcome.isComplete
    saidForbidden = false
    guard outcome.isComplete else { return }
    counts.lists += 1
    counts.lastListAt = now.wall
    output.endsRound = true
    if let failing = listFailing {
      say(
        "list recovered", ("after", Span.text(now.steady - failing.since)), ("lost_rounds", String(failing.rounds)))
      listFailing = nil
    }
    sayRate()
  }

  private mutating func listFailed(
    _ page: ListPage, _ failure: AnswerFailure, _ answer: HTTPAnswer, _ facts: PageFacts, now: Moment
  ) {
    if failure == .cancelled { return }
    counts.failed += 1
    count("list", Self.word(failure))
    let wasSorted = schedule.isSorted
    var next = schedule.failed(.list(page), failure, now: now.steady, random: &random)
    if failure == .unknownParameter, next == nil {
      let dropped = wasSorted ? "sort_key" : "limit=50"
      return say("list adapted", ("without", dropped))
    }
    if failure == .unauthenticated {
      if access.refused(now: now.steady) { return }
      next = access.resting(now: now.steady)
      if let next { schedule.rest(until: next) }
    }
    output.endsRound = true
    counts.lostRounds += 1
    hasLost = true
    appendFailure(answer, facts, failure, notebookID: nil, now: now)
    noteThrottling(failure, until: next, now: now)
    if failure == .forbidden { sayForbidden("notebook:list", next, now) }
    failing(Self.text(failure, answer), next: next, now: now)
    if !hasStarted { startProblem(failure, answer) }
  }

  /// Before the first answer these are mistakes in what was given, and waiting does not mend them.
  private mutating func startProblem(_ failure: AnswerFailure, _ answer: HTTPAnswer) {
    switch failure {
    case .unauthenticated:
      if case .keys = access.account.credentials {
        problem = Access.Problem(
          "the signature was refused (HTTP \(answer.status))",
          hint: "Look at the access key, its secret, the project and this machine's clock.")
      } else {
        problem = Access.endedToken
      }
    case .noSuchAPI:
      problem = Access.Problem(
        "the endpoint does not know this call (HTTP \(answer.status))",
        hint: "Look at --endpoint, --project-id and --all-users.")
    case .untrusted:
      problem = Access.Problem(
        "the endpoint is not who it should be: \(answer.transportError)",
        hint: "Behind a proxy with an authority of its own, give its file with --ca-file.")
    default: break
    }
  }

  // MARK: Instances

  private mutating func showAnswered(_ id: String, _ answer: HTTPAnswer, now: Moment) {
    let facts = PageFacts(answer.body)
    let meaning = Meaning(answer, to: .show, hasContent: facts.hasID)
    counts.shows += 1
    switch meaning {
    case .seen:
      count("show", "ok")
      access.accepted()
      for row in read(answer, facts, notebookID: id) {
        take(row, isShow: true, now: now)
        schedule.shown(row.seen, id: id, now: now.steady, random: &random)
      }
    case .gone:
      count("show", "gone")
      access.accepted()
      counts.gone += 1
      schedule.gone(id, now: now.steady)
      for row in read(answer, facts, notebookID: id) {
        output.payloads += keeping.gone(row.payload, id: id)
      }
      say("gone", ("notebook", id))
    case .failed(let failure):
      showFailed(id, failure, answer, facts, now: now)
    }
  }

  private mutating func showFailed(
    _ id: String, _ failure: AnswerFailure, _ answer: HTTPAnswer, _ facts: PageFacts, now: Moment
  ) {
    if failure == .cancelled { return }
    counts.failed += 1
    count("show", Self.word(failure))
    var next = schedule.failed(.show(id: id), failure, now: now.steady, random: &random)
    if failure == .unauthenticated {
      if access.refused(now: now.steady) { return }
      next = access.resting(now: now.steady)
      if let next { schedule.rest(until: next) }
    }
    hasLost = true
    appendFailure(answer, facts, failure, notebookID: id, now: now)
    noteThrottling(failure, until: next, now: now)
    if failure == .forbidden { sayForbidden("notebook:get", next, now) }
    // Credentials that rest hold up the lists as well, whichever call met it.
    if failure == .unauthenticated { failing(Self.text(failure, answer), next: next, now: now) }
  }

  // MARK: Observations

  private mutating func read(
    _ answer: HTTPAnswer, _ facts: PageFacts, notebookID: String?, status: Int? = nil
  ) -> [ReadAnswer<Payload, Reader.Rejected>.Row] {
    let read = reader.read(
      PollEnvelope(
        observedAt: answer.observedAt, requestedAt: min(answer.requestedAt, answer.observedAt),
        date: answer.header("date"), httpStatus: status ?? answer.status,
        region: target.regionLabel ?? session?.region ?? "", projectID: target.projectLabel ?? session?.projectID ?? "",
        notebookID: notebookID, body: facts.isObject ? answer.body : nil))
    counts.observations += read.rows.count + read.rejects.count
    counts.rejected += read.rejects.count
    output.rejects += read.rejects
    return read.rows
  }

  private mutating func take(_ row: ReadAnswer<Payload, Reader.Rejected>.Row, isShow: Bool, now: Moment) {
    let isAtRest = !isShow && !Motion(word: row.seen.word).isMoving
    output.payloads += keeping.take(
      row.payload, id: row.seen.id, key: row.key, isAtRest: isAtRest, now: now.steady)
  }

  /// What a failure leaves in the log: of an instance its answer, of a list that the project could not be seen.
  private mutating func appendFailure(
    _ answer: HTTPAnswer, _ facts: PageFacts, _ failure: AnswerFailure, notebookID: String?, now: Moment
  ) {
    var status = answer.status
    var facts = facts
    switch failure {
    case .redirected, .pageLost:
      if notebookID != nil { return }
      // No answer that can be read came.
      status = 0
      facts.isObject = false
    case .noSuchAPI:
      // Of the gateway, not of the instance: it would be read as its end.
      if notebookID != nil { return }
    case .down, .untrusted:
      if answer.transportCode != 0 { (status, facts.isObject) = (0, false) }
    default: break
    }
    for row in read(answer, facts, notebookID: notebookID, status: status) {
      output.payloads += keeping.failed(
        row.payload, id: notebookID ?? "", kind: "\(Self.word(failure)) \(status)", now: now.steady)
    }
  }
}
