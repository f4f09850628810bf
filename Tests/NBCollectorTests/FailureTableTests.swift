import Testing

@testable import NBCollector

/// The table of failures, row by row: what comes back, what is done next, what the log holds.
@Suite struct FailureTableTests {
  private static let minute: Int64 = 60_000

  /// Two instances at rest and one on its way; the service answers until the fault begins.
  private func simulation(
    after: Int64 = 30_000, account: Account = Simulation.account(), _ fault: @escaping (HTTPRequest) -> HTTPAnswer?
  ) -> Simulation {
    var service = Service()
    for (index, word) in ["STOPPED", "RUNNING", "STARTING"].enumerated() {
      service.instances.append(.init(id: "n\(index)", createdAt: Int64(index), life: [(at: 0, word: .some(word))]))
    }
    var simulation = Simulation(service, account: account)
    if after > 0 { simulation.run(for: after) }
    simulation.fault = { request, now in
      fault(request).map { answer in
        var answer = answer
        answer.observedAt = now.wall
        answer.requestedAt = now.wall - 200
        return answer
      }
    }
    return simulation
  }

  /// Times of the requests since the fault began.
  private func times(_ simulation: Simulation, since: Int64, where isWanted: (HTTPRequest) -> Bool) -> [Int64] {
    simulation.requests.filter { $0.at >= since && isWanted($0.request) }.map { $0.at - since }
  }

  @Test func `list 200, rows`() {
    var simulation = simulation { _ in nil }
    simulation.run(for: 60_000)
    #expect(simulation.appended.filter { $0.id == "n0" }.count == 1)
    #expect(simulation.collector.hasLost == false)
  }

  @Test(arguments: ["", "<html>", "{}", #"{"data":7}"#, #"{"data":[{"id":"n0"#, "[]", "{\"data\":[]} x"])
  func `list 200, no JSON or no data: the round failed`(body: String) {
    var simulation = simulation { $0.isList ? Scripted.answer(200, body) : nil }
    let since = simulation.now.steady
    simulation.run(for: 120_000)
    #expect(simulation.collector.counts.lostRounds > 2)
    let projects = simulation.appended.filter { $0.id.isEmpty }
    #expect(projects.map(\.status) == [0])
    #expect(simulation.said("list failing").count == 1)
    #expect(times(simulation, since: since, where: \.isList).count < 20)
  }

  @Test func `list 200 shorter than announced (curl 18): pages before it are kept`() {
    var service = Service()
    for index in 0..<60 {
      service.instances.append(.init(id: "n\(index)", createdAt: Int64(index), life: [(at: 0, word: "STOPPED")]))
    }
    var simulation = Simulation(service)
    simulation.fault = { request, _ in
      guard request.query.contains("offset=50") else { return nil }
      var answer = Scripted.answer(200, #"{"data":[{"id":"x","status":"STOPPED"}]}"#)
      answer.transportCode = 18
      return answer
    }
    simulation.run(for: 60_000)
    #expect(Set(simulation.appended.map(\.id)).count == 51)
    #expect(simulation.collector.counts.lists == 0)
    simulation.fault = { _, _ in nil }
    simulation.run(for: 60_000)
    #expect(Set(simulation.appended.map(\.id)).subtracting([""]).count == 60)
    #expect(simulation.said("list recovered").count == 1)
  }

  @Test func `total differs from the rows, or rows twice: drift`() {
    var simulation = simulation { _ in nil }
    let page = #"{"data":[{"id":"n0","status":"STOPPED"},{"id":"n0","status":"STOPPED"}],"total":2}"#
    simulation.fault = { request, now in
      guard request.isList else { return nil }
      var answer = Scripted.answer(200, page)
      answer.observedAt = now.wall
      return answer
    }
    simulation.run(for: 30_000)
    // The one that slipped through the pages is asked for, and is still there.
    #expect(!simulation.shows(of: "n1").isEmpty)
    #expect(simulation.collector.schedule.knows("n1"))
    #expect(simulation.collector.counts.gone == 0)
  }

  @Test func `show 200`() {
    var simulation = simulation { _ in nil }
    let before = simulation.appended.filter { $0.id == "n2" }.count
    simulation.run(for: 60_000)
    #expect(simulation.appended.filter { $0.id == "n2" }.count - before > 8)
  }

  @Test(arguments: [(404, ""), (400, "ModelArts.6309"), (400, "ModelArts.6404"), (200, "ModelArts.6309")])
  func `show 404 or 6309 or 6404: gone`(status: Int, code: String) {
    var simulation = simulation {
      $0.isShow ? (code.isEmpty ? Scripted.answer(status) : Scripted.error(status, code)) : nil
    }
    simulation.service.hidden = ["n2"]
    simulation.run(for: 20_000)
    #expect(!simulation.collector.schedule.knows("n2"))
    let last = simulation.appended.last { $0.id == "n2" }
    #expect(last?.status == status)
    let count = simulation.shows(of: "n2").count
    simulation.run(for: 60_000)
    #expect(simulation.shows(of: "n2").count == count)
    // A row revives it.
    simulation.service.hidden = []
    simulation.fault = { _, _ in nil }
    simulation.run(for: 30_000)
    #expect(simulation.collector.schedule.knows("n2"))
  }

  @Test(arguments: ["APIGW.0301", "APIG.0301", "ModelArts.0201", "ModelArts.0203", "ModelArts.6401"])
  func `401 with a token: renewed and repeated once, then 20 minutes, doubling to 4 hours`(code: String) {
    var valid = true
    var simulation = simulation(account: Simulation.account(.password(AccessTests.user))) { request in
      if request.isLogin { return Scripted.login() }
      return valid ? nil : Scripted.error(code == "ModelArts.0203" ? 403 : 401, code)
    }
    // The account logs in at once.
    simulation.run(for: 60_000)
    valid = false
    let since = simulation.now.steady
    simulation.run(for: 70 * Self.minute)
    let logins = times(simulation, since: since, where: \.isLogin)
    let calls = times(simulation, since: since, where: { !$0.isLogin })
    // Refused, renewed, refused: rest for 20, then for 40 minutes.
    #expect(logins.count == 3)
    #expect(calls.count == 4)
    #expect(calls[2] - calls[1] >= 20 * Self.minute)
    #expect(calls[3] - calls[2] >= 40 * Self.minute)
    valid = true
    simulation.run(for: 90 * Self.minute)
    #expect(simulation.said("list recovered").count == 1)
  }

  @Test func `401 of an expired token is renewed without a loss`() {
    var refusals = 1
    var simulation = simulation(account: Simulation.account(.password(AccessTests.user))) { request in
      if request.isLogin { return Scripted.login() }
      guard refusals > 0, request.isShow else { return nil }
      refusals -= 1
      return Scripted.error(401, "APIGW.0301")
    }
    simulation.run(for: 60_000)
    #expect(simulation.collector.hasLost == false)
    #expect(simulation.appended.allSatisfy { $0.status == 200 })
  }

  @Test func `401 under AK and SK: 60 s, then 6 min and more`() {
    var refusing = true
    var simulation = simulation {
      refusing ? Scripted.error(401, "APIGW.0301", "verify aksk signature fail \($0.method)") : nil
    }
    let since = simulation.now.steady
    simulation.run(for: 20 * Self.minute)
    let calls = times(simulation, since: since, where: { _ in true })
    #expect(calls.count == 4)
    let gaps = zip(calls, calls.dropFirst()).map { $1 - $0 }
    #expect(gaps[0] >= 60_000 && gaps[0] < 62_000)
    #expect(gaps[1] >= 6 * Self.minute)
    #expect(gaps[2] >= 12 * Self.minute)
    // SIGHUP: at once.
    refusing = false
    simulation.collector.reload(nil, now: simulation.now)
    let before = simulation.requests.count
    simulation.run(for: 1000)
    #expect(simulation.requests.count > before)
  }

  @Test func `login 401 at the start ends with what to look at`() {
    var simulation = simulation(after: 0, account: Simulation.account(.password(AccessTests.user))) {
      $0.isLogin ? Scripted.answer(401, #"{"error":{"code":401,"message":"x"}}"#) : nil
    }
    simulation.run(for: 60 * Self.minute)
    #expect(simulation.problem?.message == "the login was refused (HTTP 401)")
    #expect(simulation.requests.count == 1)
    #expect(simulation.appended.isEmpty)
  }

  @Test(arguments: [400, 404]) func `login 400 or 404: wrong scope or URL`(status: Int) {
    var simulation = simulation(after: 0, account: Simulation.account(.password(AccessTests.user))) {
      $0.isLogin ? Scripted.answer(status, #"{"error":{"message":"Expecting to find domain in project"}}"#) : nil
    }
    simulation.run(for: 60 * Self.minute)
    #expect(simulation.problem?.message.contains("Expecting to find domain in project") == true)
  }

  @Test func `403: one line with the policy, then 15 minutes`() {
    var simulation = simulation { $0.isShow ? nil : Scripted.error(403, "ModelArts.0108") }
    let since = simulation.now.steady
    simulation.run(for: 40 * Self.minute)
    let lists = times(simulation, since: since, where: \.isList)
    #expect((2...3).contains(lists.count))
    #expect(lists[1] - lists[0] >= 15 * Self.minute)
    #expect(simulation.said("forbidden").count == 1)
    #expect(simulation.said("forbidden")[0].text.contains("modelarts:notebook:list,modelarts:notebook:get"))
  }

  @Test func `403 of a show: appended, and lists go on`() {
    var simulation = simulation { $0.isShow ? Scripted.error(403, "ModelArts.0108") : nil }
    let since = simulation.now.steady
    simulation.run(for: 20 * Self.minute)
    #expect((1...2).contains(times(simulation, since: since, where: \.isShow).count))
    #expect(times(simulation, since: since, where: \.isList).count > 60)
    #expect(simulation.appended.contains { $0.id == "n2" && $0.status == 403 })
  }

  @Test(arguments: ["APIG.0101", "APIGW.0101"]) func `404 no such API on list`(code: String) {
    var early = simulation(after: 0) { _ in Scripted.error(404, code) }
    early.run(for: 60 * Self.minute)
    #expect(early.problem?.hint.contains("--all-users") == true)
    var later = simulation { _ in Scripted.error(404, code) }
    let since = later.now.steady
    later.run(for: 14 * Self.minute)
    #expect(times(later, since: since) { _ in true }.count == 3)
    // No instance is taken for gone.
    #expect(later.collector.counts.gone == 0)
  }

  @Test func `400 ModelArts 0107 on list: without sort_key, then limit 10`() {
    var simulation = simulation {
      $0.isList && !$0.query.contains("limit=10") ? Scripted.error(400, "ModelArts.0107") : nil
    }
    simulation.run(for: 120_000)
    #expect(
      simulation.said("list adapted").map(\.text) == [
        "list adapted target=t without=sort_key", "list adapted target=t without=\"limit=50\"",
      ])
    #expect(simulation.requests.last { $0.request.isList }?.request.query == "limit=10&offset=0")
    #expect(simulation.collector.hasLost == false)
  }

  @Test(arguments: [
    (408, "x"), (429, "APIGW.0308"), (400, "APIG.0308"), (429, "ModelArts.6101"), (500, "ModelArts.6102"),
    (400, "ModelArts.2799"),
  ])
  func `too many: 60 s doubling to 16 min, half the budget`(status: Int, code: String) {
    var simulation = simulation { $0.isList ? Scripted.error(status, code) : nil }
    let since = simulation.now.steady
    simulation.run(for: 8 * Self.minute)
    let lists = times(simulation, since: since, where: \.isList)
    let gaps = zip(lists, lists.dropFirst()).map { ($1 - $0) / Self.minute }
    #expect(gaps.prefix(2) == [1, 2] || gaps.prefix(2) == [1, 1])
    #expect(simulation.collector.schedule.budget.rate < 60)
    #expect(simulation.collector.counts.throttled >= 2)
  }

  @Test func `too many, with the window and the limit in the words`() {
    let words = "The throttling threshold has been reached: policy user over ratelimit,limit:100,time:1 minute"
    var simulation = simulation { $0.isList ? Scripted.error(429, "APIGW.0308", words) : nil }
    simulation.run(for: 20_000)
    #expect(simulation.said("throttled").map(\.text) == ["throttled target=t limit=100/min wait=1m max_rate=50"])
  }

  @Test(arguments: [("7", 7), ("0", 1), ("86400", 3600), ("Mon, 21 Sep 2026 14:14:00 GMT", 40)])
  func `too many, with Retry-After in seconds or as a date`(text: String, seconds: Int64) {
    var simulation = simulation {
      guard $0.isList else { return nil }
      return Scripted.answer(
        429, "", headers: [("retry-after", text), ("date", "Mon, 21 Sep 2026 14:13:20 GMT")])
    }
    simulation.run(for: 20_000)
    #expect(simulation.said("throttled").first?.text.contains("wait=\(Span.text(seconds * 1000)) ") == true)
  }

  @Test func `too many on a show: appended`() {
    var simulation = simulation { $0.isShow ? Scripted.error(429, "APIGW.0308") : nil }
    simulation.run(for: 60_000)
    #expect(simulation.appended.contains { $0.id == "n2" && $0.status == 429 })
  }

  @Test(arguments: [500, 502, 503, 504])
  func `5xx: both looks wait, at most 5 minutes`(status: Int) {
    var isDown = true
    var simulation = simulation { _ in isDown ? Scripted.answer(status, "<html>") : nil }
    let since = simulation.now.steady
    simulation.run(for: 60 * Self.minute)
    let calls = times(simulation, since: since, where: { _ in true })
    #expect(zip(calls, calls.dropFirst()).allSatisfy { $1 - $0 <= 5 * Self.minute + 1000 })
    #expect(calls.count < 60)
    #expect(simulation.appended.contains { $0.id.isEmpty && $0.status == status })
    isDown = false
    let back = simulation.now.steady
    simulation.run(for: 6 * Self.minute)
    #expect(times(simulation, since: back, where: \.isList).count > 2)
    #expect(simulation.said("list recovered").count == 1)
  }

  @Test(arguments: [5, 6, 7, 28, 52, 56, 97])
  func `no answer (curl 5, 6, 7, 28, 52, 56, 97): down, http_status 0 for a show, once in five minutes`(code: Int) {
    var simulation = simulation { $0.isShow ? Scripted.transport(code) : nil }
    simulation.run(for: 14 * Self.minute)
    let failed = simulation.appended.filter { $0.id == "n2" && $0.status == 0 }
    #expect(failed.count == 3)
    // Lists are answered all the while.
    #expect(simulation.collector.counts.lists > 30)
  }

  @Test(arguments: [35, 58, 60, 77]) func `TLS (curl 35, 58, 60, 77): not who it should be`(code: Int) {
    var early = simulation(after: 0) { _ in Scripted.transport(code, "self-signed certificate") }
    early.run(for: Self.minute)
    #expect(early.problem?.message.contains("self-signed certificate") == true)
    #expect(early.problem?.hint.contains("--ca-file") == true)
    #expect(early.requests.count == 1)
    var later = simulation { _ in Scripted.transport(code) }
    later.run(for: 10 * Self.minute)
    #expect(later.problem == nil)
    #expect(later.appended.contains { $0.status == 0 })
  }

  @Test func `3xx: not followed, the line names the host`() {
    var simulation = simulation { _ in
      Scripted.answer(302, "", headers: [("location", "https://login.example.com/x?token=geheim")])
    }
    simulation.run(for: Self.minute)
    let line = simulation.said("list failing").first?.text ?? ""
    #expect(line.contains("login.example.com"))
    #expect(!line.contains("geheim"))
    #expect(simulation.requests.allSatisfy { $0.request.origin.authority == "127.0.0.1:1" })
    #expect(!simulation.appended.contains { !$0.id.isEmpty && $0.status == 302 })
  }

  @Test func `a body over 32 MiB: page lost`() {
    var simulation = simulation {
      guard $0.isList else { return nil }
      var answer = Scripted.answer(200)
      answer.transportCode = 23
      answer.isTooLarge = true
      return answer
    }
    simulation.run(for: Self.minute)
    #expect(simulation.said("list failing").first?.text.contains("32 MiB") == true)
  }

  @Test func `clock off by more than 60 s: a line; AK and SK sign with the server's time from 2 min on`() {
    for (offset, signed) in [(90_000 as Int64, false), (131_000, true), (-600_000, true)] {
      var simulation = simulation { _ in nil }
      simulation.service.clockOffset = offset
      simulation.run(for: Self.minute)
      #expect(simulation.said("clock").count == 1)
      let last = simulation.requests[simulation.requests.count - 1]
      let date = last.request.sent("x-sdk-date") ?? ""
      let wall = Simulation.epoch + last.at - 1000
      let expected = RequestSignature.date(signed ? wall + offset : wall)
      // The server's `Date` has whole seconds.
      #expect(abs(seconds(date) - seconds(expected)) <= 2, "\(offset)")
      // Times of observation stay ours.
      #expect(
        simulation.appended.allSatisfy { $0.observedAt >= Simulation.epoch && $0.observedAt <= simulation.now.wall })
    }
  }

  private func seconds(_ date: String) -> Int {
    let digits = date.filter(\.isNumber)
    func part(_ from: Int) -> Int { Int(digits.dropFirst(from).prefix(2)) ?? 0 }
    return (part(6) * 24 + part(8)) * 3600 + part(10) * 60 + part(12)
  }

  @Test func `wall clock set back: a line, the schedule goes on`() {
    var simulation = simulation { _ in nil }
    simulation.now.wall -= 3_600_000
    let since = simulation.now.steady
    simulation.run(for: 2 * Self.minute)
    #expect(simulation.said("clock set back").map(\.text) == ["clock set back target=t by=1h"])
    #expect((6...10).contains(times(simulation, since: since, where: \.isList).count))
  }

  @Test func `a transfer that was broken off leaves nothing behind`() {
    var simulation = simulation { _ in
      var answer = Scripted.transport(42)
      answer.wasCancelled = true
      return answer
    }
    let before = simulation.appended.count
    simulation.run(requests: 3)
    #expect(simulation.appended.count == before)
    #expect(simulation.collector.counts.failed == 0)
  }

  @Test func `SIGHUP: other credentials, everything due, what is held is appended`() {
    var simulation = simulation { _ in nil }
    let held = simulation.collector.heldCount
    #expect(held == 2)
    simulation.collector.reload(
      Simulation.account(.keys(AccessKeys(accessKey: "NEW", secretKey: Secret("x")))), now: simulation.now)
    simulation.run(for: 300)
    #expect(simulation.requests.last?.request.sent("authorization")?.contains("Access=NEW") == true)
  }

  @Test func `a page cut at any byte keeps nothing of itself and all of the pages before`() {
    var service = Service()
    for index in 0..<12 {
      service.instances.append(.init(id: "n\(index)", createdAt: Int64(index), life: [(at: 0, word: "STOPPED")]))
    }
    service.largestPage = 10
    let whole = service.answer(
      Target(name: "t").request(
        for: .list(ListPage(filter: 0, offset: 10, limit: 50, isSorted: true)),
        Access.Session(origin: Origin(url: "http://h")!, projectID: "p", region: "")), at: Simulation.epoch)
    for length in 0..<whole.body.count {
      var simulation = Simulation(service)
      simulation.fault = { request, _ in
        guard request.query.contains("offset=10") else { return nil }
        var cut = whole
        cut.body = Array(whole.body.prefix(length))
        return cut
      }
      simulation.run(requests: 2)
      #expect(simulation.appended.filter { !$0.id.isEmpty }.count == 10, "\(length)")
      #expect(simulation.collector.counts.lists == 0)
    }
  }
}
