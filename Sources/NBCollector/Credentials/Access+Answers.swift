extension Access {
  // MARK: Answers to requests of ours

  package mutating func answered(_ answer: HTTPAnswer, now: Int64) -> Outcome {
    let isLogin = if case .keys = account.credentials { false } else { true }
    if isLogin, case .token = account.credentials {} else if isLogin { logins += 1 }
    let meaning = Meaning(answer, to: .login, hasContent: true)
    guard meaning == .seen else { return failed(meaning, answer, now: now) }
    backoff.reset()
    loginRestsUntil = nil
    loginRefusals = 0
    if case .keys = account.credentials { return projectFound(answer, now: now) }
    var answer = answer
    // A lookup of a ready token sends none back.
    if answer.subjectToken == nil, answer.status == 200 { answer.subjectToken = token }
    guard let found = KeystoneToken(answer) else {
      return refuse(Problem("the identity service sent no token"), until: now + Self.wrongPause)
    }
    accept(found, now: now)
    return .advanced
  }

  private mutating func accept(_ found: KeystoneToken, now: Int64) {
    token = found.token
    tokenLife = found.life
    tokenEnd = found.life.map { now + $0 }
    // A twentieth of its life, two minutes at least; of a short life half.
    renewal = found.life.map { now + $0 - min(max(120_000, $0 / 20), $0 / 2) }
    if session == nil {
      projectID = found.projectID ?? projectID
      catalogOrigin = found.notebookOrigin(region: account.region, interface: account.interface)
      catalogRegions = found.notebookRegions
      catalogTypes = found.notebookTypes
    }
  }

  private mutating func projectFound(_ answer: HTTPAnswer, now: Int64) -> Outcome {
    switch ProjectList.ids(answer.body) {
    case let ids where ids.count == 1:
      projectID = ids[0]
      return .advanced
    case let ids where ids.isEmpty:
      return refuse(
        Problem("the account has no project of that name", hint: "Give --project-id."), until: now + Self.wrongPause)
    case let ids:
      return refuse(
        Problem(
          "there are \(ids.count) projects of that name: \(ids.joined(separator: ", "))", hint: "Give --project-id."),
        until: now + Self.wrongPause)
    }
  }

  private mutating func failed(_ meaning: Meaning, _ answer: HTTPAnswer, now: Int64) -> Outcome {
    let error = AnswerError(body: answer.body)
    let words = error.map { $0.message.isEmpty ? $0.code : $0.message } ?? ""
    switch meaning {
    case .failed(.unauthenticated), .failed(.forbidden):
      // Tried once: another try counts towards the lock.
      let until = now + pause(after: loginRefusals)
      loginRefusals += 1
      return refuse(
        Problem("the login was refused (HTTP \(answer.status))", hint: Self.refusalHint(account.credentials)),
        until: until)
    case .failed(.down), .failed(.redirected), .failed(.pageLost), .failed(.untrusted):
      if let end = tokenEnd, now < end, token != nil {
        // The present token is still good: try again later and go on meanwhile.
        renewal = min(end, now + backoff.next())
        return .advanced
      }
      let until = now + backoff.next()
      restsUntil = until
      return .down(
        answer.transportError.isEmpty
          ? "the identity service answered HTTP \(answer.status)"
          : "the identity service gave no answer: \(answer.transportError)", until: until)
    case .failed(.throttled(_, let wait)):
      let until = now + (wait ?? 60_000)
      restsUntil = until
      return .down("the identity service answered HTTP \(answer.status), too many requests", until: until)
    case .failed(.cancelled): return .advanced
    default:
      let text = words.isEmpty ? "" : ": \(words)"
      return refuse(
        Problem(
          "the identity service does not take this login (HTTP \(answer.status))\(text)",
          hint: "Look at the auth URL, the project's name and its domain."), until: now + Self.wrongPause)
    }
  }

  private static func refusalHint(_ credentials: Credentials) -> String {
    switch credentials {
    case .keys: "Look at the access key and its secret."
    case .token, .tokenCommand: endedToken.hint
    case .password, .application:
      "Look at user, domain, password and project. Five wrong logins lock a user for 15 minutes; this was one."
    }
  }

  private mutating func refuse(_ problem: Problem, until: Int64) -> Outcome {
    switch account.credentials {
    case .password, .application: loginRestsUntil = until
    case .keys, .token, .tokenCommand: restsUntil = until
    }
    return .refused(problem, until: until)
  }

  // MARK: The token command

  /// What the command printed; nil when it failed.
  package mutating func tokenRead(_ text: String?, now: Int64) -> Outcome {
    let line = text.map { $0.prefix { $0 != "\n" && $0 != "\r" && $0 != "\r\n" } } ?? ""
    guard !line.isEmpty else {
      return refuse(
        Problem("the token command gave no token", hint: "It prints the token on its first line and ends with 0."),
        until: now + 60_000)
    }
    token = Secret(String(line))
    logins += 1
    return .advanced
  }
}
