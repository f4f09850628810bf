import Testing

@testable import NBCollector

@Suite struct AccessTests {
  static let user = KeystoneUser(
    authURL: "http://127.0.0.1:2", user: KeystoneName(name: "jörg \"x\""), userDomain: KeystoneName(name: "D"),
    project: KeystoneName(name: "n"), projectDomain: KeystoneName(name: "D"), password: Secret("p\\w\n"))

  private func body(_ credentials: Credentials) -> String {
    KeystoneLogin.request(for: credentials, withoutCatalog: false)?.body?.text ?? ""
  }

  @Test func `a login names user, domain and the project with its domain`() {
    #expect(
      body(.password(Self.user)) == #"""
        {"auth":{"identity":{"methods":["password"],"password":{"user":{"name":"jörg \"x\"","domain":{"name":"D"},"password":"p\\w\n"}}},"scope":{"project":{"name":"n","domain":{"name":"D"}}}}}
        """#)
  }

  @Test func `ids need no domain`() {
    var user = Self.user
    user.user = KeystoneName(id: "u", name: "x")
    user.project = KeystoneName(id: "i")
    #expect(body(.password(user)).contains(#""user":{"id":"u","password""#))
    #expect(body(.password(user)).hasSuffix(#""scope":{"project":{"id":"i"}}}}"#))
  }

  @Test func `an application credential needs no scope`() {
    let credentials = Credentials.application(id: "i", secret: Secret("s"), authURL: "https://k/v3")
    #expect(
      body(credentials)
        == #"{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"i","secret":"s"}}}}"#
    )
  }

  @Test(arguments: [
    ("https://k", "https://k/v3/auth/tokens"), ("https://k/", "https://k/v3/auth/tokens"),
    ("https://k/v3", "https://k/v3/auth/tokens"),
    ("https://k:5000/identity/v3/", "https://k:5000/identity/v3/auth/tokens"),
  ])
  func `the auth URL may end in v3 or not`(url: String, full: String) {
    #expect(KeystoneLogin.request(authURL: url, path: "/auth/tokens")?.url == full)
  }

  @Test func `the endpoint is that of the catalogue, of its URL scheme, host and port`() throws {
    let catalog = #"""
      [{"type":"object-store","endpoints":[{"interface":"public","region":"eu-de","url":"https://o"}]},
       {"type":"modelartsv1","endpoints":[
        {"interface":"internal","region":"eu-de","url":"https://inner"},
        {"interface":"public","region":"eu-nl","url":"https://nl"},
        {"interface":"public","region":"eu-de","url":"https://modelarts.eu-de.otc.t-systems.com:8443/v1/$(tenant_id)s"}]}]
      """#
    let token = try #require(KeystoneToken(Scripted.login(catalog: catalog)))
    #expect(
      token.notebookOrigin(region: "eu-de", interface: "public")?.description
        == "https://modelarts.eu-de.otc.t-systems.com:8443")
    #expect(token.life == 86_400_000)
    #expect(token.projectID == "p")
    #expect(token.notebookRegions == ["eu-de", "eu-nl"])
  }

  private func simulate(
    _ credentials: Credentials, life: Int64 = 86_400, for length: Int64
  ) -> Simulation {
    var simulation = Simulation(account: Simulation.account(credentials))
    simulation.fault = { request, _ in request.isLogin ? Scripted.login(life: life) : nil }
    simulation.run(for: length)
    return simulation
  }

  @Test(arguments: [(86_400, 82_080), (3600, 3420), (600, 480), (8, 4)])
  func `a token is renewed when a twentieth of its life is left, two minutes at least`(life: Int64, after: Int64) {
    let simulation = simulate(.password(Self.user), life: life, for: (after + 20) * 1000)
    let logins = simulation.requests.filter(\.request.isLogin).map(\.at)
    #expect(logins.count >= 2)
    let gap = (logins[1] - logins[0]) / 1000
    #expect(gap >= after && gap <= after + 19, "\(gap)")
    #expect(!simulation.collector.hasLost)
  }

  @Test func `from the second login on no catalogue is asked for`() {
    let simulation = simulate(.password(Self.user), life: 8, for: 60_000)
    let queries = simulation.requests.filter(\.request.isLogin).map(\.request.query)
    #expect(queries[0] == "")
    #expect(Set(queries.dropFirst()) == ["nocatalog"])
  }

  @Test func `a renewal that fails while the token is good loses nothing`() {
    var simulation = Simulation(account: Simulation.account(.password(Self.user)))
    var isDown = false
    simulation.fault = { request, _ in
      request.isLogin ? (isDown ? Scripted.transport(7) : Scripted.login(life: 600)) : nil
    }
    simulation.run(for: 60_000)
    isDown = true
    simulation.run(for: 500_000)
    #expect(!simulation.collector.hasLost)
    isDown = false
    simulation.run(for: 400_000)
    #expect(!simulation.collector.hasLost)
  }

  @Test(arguments: [(500, "the identity service answered HTTP 500"), (429, "the identity service answered HTTP 429")])
  func `that the identity service fails is said as such`(status: Int, words: String) {
    var simulation = Simulation(account: Simulation.account(.password(Self.user)))
    simulation.fault = { request, _ in request.isLogin ? Scripted.answer(status) : nil }
    simulation.run(for: 5000)
    let error = simulation.lines.first { $0.event == "list failing" }?.fields.first { $0.key == "error" }?.value
    #expect(error?.hasPrefix(words) == true, "\(error ?? "")")
  }

  @Test func `that nobody answers for the identity service is said as such`() {
    var simulation = Simulation(account: Simulation.account(.password(Self.user)))
    simulation.fault = { request, _ in request.isLogin ? Scripted.transport(7) : nil }
    simulation.run(for: 5000)
    let error = simulation.lines.first { $0.event == "list failing" }?.fields.first { $0.key == "error" }?.value
    #expect(error?.hasPrefix("the identity service gave no answer: ") == true, "\(error ?? "")")
  }

  @Test func `a refused login rests for 20 minutes, doubling to 4 hours`() {
    var isRefused = false
    var simulation = Simulation(account: Simulation.account(.password(Self.user)))
    simulation.fault = { request, _ in
      request.isLogin ? (isRefused ? Scripted.answer(401) : Scripted.login(life: 600)) : nil
    }
    simulation.run(for: 60_000)
    isRefused = true
    let since = simulation.now.steady
    simulation.run(for: 20 * 3_600_000)
    let tries = simulation.requests.filter { $0.at > since && $0.request.isLogin }.map(\.at)
    let gaps = zip(tries, tries.dropFirst()).map { ($1 - $0) / 60_000 }
    #expect(gaps == [20, 40, 80, 160, 240, 240, 240])
    isRefused = false
    simulation.collector.reload(nil, now: simulation.now)
    simulation.run(for: 5000)
    #expect(simulation.requests.last.map { $0.at > simulation.now.steady - 6000 } == true)
  }

  @Test func `a ready token that is refused at the start ends with what to do`() {
    var simulation = Simulation(account: Simulation.account(.token(Secret("t"))))
    simulation.fault = { _, _ in Scripted.error(401, "APIGW.0301", "token expires") }
    simulation.run(for: 60_000)
    #expect(simulation.problem == Access.endedToken)
    #expect(simulation.requests.count == 1)
  }

  @Test func `a token command is run again on 401, once`() {
    var valid = false
    var simulation = Simulation(account: Simulation.account(.tokenCommand("x")))
    simulation.fault = { _, _ in valid ? nil : Scripted.error(401, "APIGW.0301") }
    simulation.run(for: 1)
    valid = true
    simulation.run(for: 60_000)
    #expect(simulation.problem == nil)
    #expect(simulation.collector.access.logins == 2)
    #expect(simulation.requests.allSatisfy { $0.request.sent("x-auth-token") == "token" })
  }

  @Test func `without a project id the signed list of projects is asked`() {
    var account = Simulation.account()
    account.projectID = nil
    var simulation = Simulation(account: account)
    simulation.fault = { request, _ in
      request.path.hasSuffix("/projects") ? Scripted.answer(200, #"{"projects":[{"id":"found"}]}"#) : nil
    }
    simulation.run(for: 1000)
    #expect(simulation.requests[0].request.url == "http://127.0.0.1:2/v3/projects?name=eu-de")
    #expect(simulation.requests[0].request.sent("authorization")?.hasPrefix("SDK-HMAC-SHA256 Access=AK") == true)
    #expect(simulation.requests[1].request.path == "/v1/found/notebooks")
  }

  @Test func `several projects of a name are named`() {
    var account = Simulation.account()
    account.projectID = nil
    var simulation = Simulation(account: account)
    simulation.fault = { _, _ in Scripted.answer(200, #"{"projects":[{"id":"a"},{"id":"b"}]}"#) }
    simulation.run(for: 1000)
    #expect(simulation.problem?.message == "there are 2 projects of that name: a, b")
  }

  @Test func `a secret does not show in any description`() {
    let secret = Secret("geheim")
    var text = "\(secret) \(String(reflecting: secret)) \([secret])"
    dump(Credentials.keys(AccessKeys(accessKey: "a", secretKey: secret)), to: &text)
    dump(HTTPHeader("x", secret: secret), to: &text)
    #expect(!text.contains("geheim"))
  }

  @Test func `only the host of an origin counts, and user info is none`() {
    #expect(Origin(url: "https://H.example:443/v1/x")?.description == "https://h.example")
    #expect(Origin(url: "http://127.0.0.1:80/")?.authority == "127.0.0.1")
    #expect(Origin(url: "https://u:p@h/") == nil)
    #expect(Origin(url: "ftp://h/") == nil)
    for loopback in ["http://localhost:1", "http://127.0.0.1", "http://[::1]:5"] {
      #expect(Origin(url: loopback)?.isLoopback == true)
    }
    #expect(Origin(url: "http://127.evil.example")?.isLoopback == false)
  }

  @Test func `a token that is still good is used while a refused login rests`() {
    var isRefused = false
    var simulation = Simulation(account: Simulation.account(.password(Self.user)))
    simulation.fault = { request, _ in
      request.isLogin ? (isRefused ? Scripted.answer(401) : Scripted.login(life: 6000)) : nil
    }
    simulation.run(for: 60_000)
    isRefused = true
    // Renewed when 300 s are left: refused at 5700 s, good until 6000 s.
    simulation.run(for: 5_800_000)
    let before = simulation.collector.counts.lists
    simulation.run(for: 60_000)
    #expect(simulation.said("login failing").count == 1)
    #expect(simulation.collector.counts.lists - before >= 3)
    simulation.run(for: 600_000)
    let after = simulation.collector.counts.lists
    simulation.run(for: 300_000)
    #expect(simulation.collector.counts.lists == after)
  }
}
