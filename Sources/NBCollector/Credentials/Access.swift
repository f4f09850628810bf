/// The way into one target: a pure state machine over the credentials. Times are milliseconds on a clock that never
/// goes back, but for what is signed.
///
/// Refused credentials rest before they are tried again: five failures in a row lock a user for 15 minutes and a key for
/// five ("IAM login policy", "API Gateway FAQ").
package struct Access {
  /// What a call needs to know of the target.
  package struct Session: Equatable, Sendable {
    package let origin: Origin
    package let projectID: String
    package let region: String
  }

  package enum Step: Sendable {
    case ready(Session)
    /// A request to make first; its answer goes to ``answered(_:now:)``.
    case request(HTTPRequest)
    /// A command that prints a token; its output goes to ``tokenRead(_:now:)``.
    case command(String)
    /// The credentials rest.
    case waits(until: Int64)
    /// Something is missing that no waiting brings.
    case hopeless(Problem)
  }

  /// Why there is no way in; for the user.
  package struct Problem: Error, Equatable, Sendable {
    package let message: String
    package let hint: String

    package init(_ message: String, hint: String = "") {
      self.message = message
      self.hint = hint
    }
  }

  /// What an answer to a request of ours meant.
  package enum Outcome: Equatable, Sendable {
    /// The next step is another.
    case advanced
    /// Not taken, or not understood; nothing is tried before `until`.
    case refused(Problem, until: Int64)
    /// The identity service is down; the same again at `until`.
    case down(String, until: Int64)
  }

  static let refusalPauses: [Int64] = [20, 40, 80, 160, 240].map { $0 * 60_000 }
  static let keyPauses: [Int64] = [1, 6, 12, 24, 48, 96, 192, 240].map { $0 * 60_000 }
  static let wrongPause: Int64 = 300_000
  /// From here on what is signed carries the server's time. Beyond 15 minutes a signature is refused.
  static let signedOffset: Int64 = 120_000

  package let account: Account
  /// Server's clock less ours, in milliseconds, as of the last answer.
  package var clockOffset: Int64 = 0
  /// When the token ends; nil when nobody said.
  package private(set) var tokenEnd: Int64?
  /// Milliseconds that the present token lasts from its issue.
  package private(set) var tokenLife: Int64?
  /// Whether a call was answered with these credentials: from then on nothing is hopeless.
  package private(set) var hasWorked = false
  package internal(set) var logins = 0

  private var token: Secret?
  private var renewal: Int64?
  private var restsUntil: Int64?
  private var refusals = 0
  private var backoff = Backoff(first: 1000, longest: 300_000)
  /// Whether the present token is the answer to a refusal: another one is not answered with a login.
  private var isRenewedAfterRefusal = false
  private var session: Session?
  private var projectID: String?
  private var catalogOrigin: Origin?
  private var catalogRegions: [String] = []

  package init(account: Account) {
    self.account = account
    if case .token(let token) = account.credentials { self.token = token }
    projectID = account.projectID
  }

  // MARK: Steps

  package mutating func step(now: Int64, wall: Int64) -> Step {
    if let until = restsUntil {
      if now < until { return .waits(until: until) }
      restsUntil = nil
    }
    switch account.credentials {
    case .password, .application:
      let isDue = token == nil || (renewal.map { now >= $0 } ?? false)
      if isDue {
        guard
          let request = KeystoneLogin.request(for: account.credentials, withoutCatalog: session != nil)
        else { return .hopeless(Problem("the identity service's address is no URL", hint: "It begins with https://.")) }
        return .request(request)
      }
    case .tokenCommand(let command):
      if token == nil { return .command(command) }
    case .token:
      guard token != nil else { return .hopeless(Self.endedToken) }
    case .keys: break
    }
    if let session { return .ready(session) }
    return findTarget(wall: wall)
  }

  static let endedToken = Problem(
    "the token was refused: it has ended, or belongs to another project",
    hint: "A ready token is not renewed. Give a new one, or use --token-command, a password or access keys.")

  private mutating func findTarget(wall: Int64) -> Step {
    guard let projectID else { return lookUpProject(wall: wall) }
    let region = account.region ?? (catalogRegions.count == 1 ? catalogRegions[0] : nil)
    let byRegion = region.map(Services.notebooks)
    guard let url = account.endpoint ?? catalogOrigin?.description ?? byRegion else {
      let known = catalogRegions.isEmpty ? "" : " The catalogue has \(catalogRegions.joined(separator: ", "))."
      return .hopeless(Problem("the region is not known", hint: "Give --region.\(known)"))
    }
    guard let origin = Origin(url: url) else {
      return .hopeless(Problem("\(url) is no endpoint", hint: "It begins with https://."))
    }
    let session = Session(origin: origin, projectID: projectID, region: region ?? "")
    self.session = session
    return .ready(session)
  }

  private func lookUpProject(wall: Int64) -> Step {
    let missing = Problem("the project is not known", hint: "Give --project-id.")
    let identity = account.authURL ?? Services.identity(region: account.region)
    switch account.credentials {
    case .keys:
      guard let name = account.projectName ?? account.region,
        var request = KeystoneLogin.request(authURL: identity, path: "/projects")
      else { return .hopeless(Problem("the project is not known", hint: "Give --region or --project-id.")) }
      request.query = PercentEncoding.query([("name", name)])
      return .request(authorized(request, wall: wall))
    case .token, .tokenCommand:
      guard let token, account.authURL != nil || account.region != nil,
        var request = KeystoneLogin.request(authURL: identity, path: "/auth/tokens")
      else { return .hopeless(missing) }
      request.headers = [HTTPHeader("X-Auth-Token", secret: token), HTTPHeader("X-Subject-Token", secret: token)]
      return .request(request)
    case .password, .application:
      return .hopeless(
        Problem("the login is not for a project", hint: "Give --project or --project-id, or project_name in clouds.yaml."))
    }
  }

  // MARK: Requests

  /// The request with what lets it in. `wall` is this machine's time of day.
  package func authorized(_ request: HTTPRequest, wall: Int64) -> HTTPRequest {
    var request = request
    guard case .keys(let keys) = account.credentials else {
      if let token { request.headers.append(HTTPHeader("X-Auth-Token", secret: token)) }
      return request
    }
    let time = abs(clockOffset) > Self.signedOffset ? wall + clockOffset : wall
    var plain = [("x-sdk-date", RequestSignature.date(time))]
    if let projectID { plain.append(("x-project-id", projectID)) }
    request.headers += plain.map { HTTPHeader($0.0, $0.1) }
    var signed = request.headers.filter { ["content-type", "x-sdk-date", "x-project-id"].contains($0.name.lowercased()) }
      .map { ($0.name, $0.text) }
    signed.append(("host", request.origin.authority))
    if let token = keys.securityToken {
      request.headers.append(HTTPHeader("x-security-token", secret: token))
      signed.append(("x-security-token", token.text))
    }
    let signature = RequestSignature(
      method: request.method, path: request.path, query: request.query, headers: signed,
      body: request.body?.withBytes { Array($0) } ?? [])
    request.headers.append(
      HTTPHeader("Authorization", signature.authorization(accessKey: keys.accessKey, secretKey: keys.secretKey)))
    return request
  }

  // MARK: Answers to requests of ours

  package mutating func answered(_ answer: HTTPAnswer, now: Int64) -> Outcome {
    let isLogin = if case .keys = account.credentials { false } else { true }
    if isLogin, case .token = account.credentials {} else if isLogin { logins += 1 }
    let meaning = Meaning(answer, to: .login, hasContent: true)
    guard meaning == .seen else { return failed(meaning, answer, now: now) }
    backoff.reset()
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
        Problem("there are \(ids.count) projects of that name: \(ids.joined(separator: ", "))", hint: "Give --project-id."),
        until: now + Self.wrongPause)
    }
  }

  private mutating func failed(_ meaning: Meaning, _ answer: HTTPAnswer, now: Int64) -> Outcome {
    let error = AnswerError(body: answer.body)
    let words = error.map { $0.message.isEmpty ? $0.code : $0.message } ?? ""
    switch meaning {
    case .failed(.unauthenticated), .failed(.forbidden):
      // Tried once: another try counts towards the lock.
      let until = now + pause()
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
      let why = answer.transportError.isEmpty ? "HTTP \(answer.status)" : answer.transportError
      return .down("\(why)", until: until)
    case .failed(.throttled(_, let wait)):
      let until = now + (wait ?? 60_000)
      restsUntil = until
      return .down("HTTP \(answer.status), too many requests", until: until)
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
    restsUntil = until
    return .refused(problem, until: until)
  }

  private mutating func pause() -> Int64 {
    let pauses: [Int64] = if case .keys = account.credentials { Self.keyPauses } else { Self.refusalPauses }
    defer { refusals += 1 }
    return pauses[min(refusals, pauses.count - 1)]
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

  // MARK: Answers to calls

  /// A call was let in.
  package mutating func accepted() {
    hasWorked = true
    refusals = 0
    isRenewedAfterRefusal = false
  }

  /// A call was answered with 401.
  ///
  /// - Returns: whether the same call is to be made again, with new credentials; false after a second refusal, and for
  ///   credentials that cannot be renewed: they rest.
  package mutating func refused(now: Int64) -> Bool {
    switch account.credentials {
    case .password, .application, .tokenCommand:
      token = nil
      if !isRenewedAfterRefusal {
        isRenewedAfterRefusal = true
        return true
      }
    case .token, .keys: break
    }
    restsUntil = now + pause()
    return false
  }

  /// Until when the credentials rest; nil when they do not.
  package func resting(now: Int64) -> Int64? { restsUntil.flatMap { $0 > now ? $0 : nil } }

  /// The user asked to try again.
  package mutating func retry() {
    restsUntil = nil
    refusals = 0
    isRenewedAfterRefusal = false
    backoff.reset()
  }
}
