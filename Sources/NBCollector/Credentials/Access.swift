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
  package internal(set) var tokenEnd: Int64?
  /// Milliseconds that the present token lasts from its issue.
  package internal(set) var tokenLife: Int64?
  /// Whether a call was answered with these credentials: from then on nothing is hopeless.
  package private(set) var hasWorked = false
  package internal(set) var logins = 0

  var token: Secret?
  var renewal: Int64?
  var restsUntil: Int64?
  /// No login before: one was refused. A token that is still good is used meanwhile.
  var loginRestsUntil: Int64?
  /// Calls refused in a row, and logins: a token that is still good lets calls in while logins are refused.
  var refusals = 0
  var loginRefusals = 0
  var backoff = Backoff(first: 1000, longest: 300_000)
  /// Whether the present token is the answer to a refusal: another one is not answered with a login.
  var isRenewedAfterRefusal = false
  var session: Session?
  var projectID: String?
  var catalogOrigin: Origin?
  var catalogRegions: [String] = []
  /// Types under which the catalogue has the notebook service; empty before a login brought one.
  package internal(set) var catalogTypes: [String] = []

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
      if isDue, let rest = loginRestsUntil, now < rest {
        guard token != nil, let end = tokenEnd, now < end else { return .waits(until: rest) }
      } else if isDue {
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
        Problem(
          "the login is not for a project", hint: "Give --project or --project-id, or project_name in clouds.yaml."))
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
    var signed = request.headers.filter {
      ["content-type", "x-sdk-date", "x-project-id"].contains($0.name.lowercased())
    }
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
    restsUntil = now + pause(after: refusals)
    refusals += 1
    return false
  }

  /// Until when the credentials rest; nil when they do not.
  package func resting(now: Int64) -> Int64? { restsUntil.flatMap { $0 > now ? $0 : nil } }

  /// The user asked to try again.
  package mutating func retry() {
    restsUntil = nil
    loginRestsUntil = nil
    refusals = 0
    loginRefusals = 0
    isRenewedAfterRefusal = false
    backoff.reset()
  }

  /// How long refused credentials rest, longer each time.
  func pause(after refusals: Int) -> Int64 {
    let pauses: [Int64] = if case .keys = account.credentials { Self.keyPauses } else { Self.refusalPauses }
    return pauses[min(refusals, pauses.count - 1)]
  }
}
