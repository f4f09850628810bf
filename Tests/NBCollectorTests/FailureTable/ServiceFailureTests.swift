import Testing

@testable import NBCollector

private let minute: Int64 = 60_000

/// Rows of the failure table about a service that is busy, down, or not who it should be.
@Suite struct ServiceFailureTests {
  @Test(arguments: [
    (408, "x"), (429, "APIGW.0308"), (400, "APIG.0308"), (429, "ModelArts.6101"), (500, "ModelArts.6102"),
    (400, "ModelArts.2799"),
  ])
  func `too many: 60 s doubling to 16 min, half the budget`(status: Int, code: String) {
    var simulation = FailureCase.simulation { $0.isList ? Scripted.error(status, code) : nil }
    let since = simulation.now.steady
    simulation.run(for: 8 * minute)
    let lists = FailureCase.times(simulation, since: since, where: \.isList)
    let gaps = zip(lists, lists.dropFirst()).map { ($1 - $0) / minute }
    #expect(gaps.prefix(2) == [1, 2] || gaps.prefix(2) == [1, 1])
    #expect(simulation.collector.schedule.budget.rate < 60)
    #expect(simulation.collector.counts.throttled >= 2)
  }

  @Test func `too many, with the window and the limit in the words`() {
    let words = "The throttling threshold has been reached: policy user over ratelimit,limit:100,time:1 minute"
    var simulation = FailureCase.simulation { $0.isList ? Scripted.error(429, "APIGW.0308", words) : nil }
    simulation.run(for: 20_000)
    #expect(simulation.said("throttled").map(\.text) == ["throttled target=t limit=100/min wait=1m max_rate=50"])
  }

  @Test(arguments: [("7", 7), ("0", 1), ("86400", 3600), ("Mon, 21 Sep 2026 14:14:00 GMT", 40)])
  func `too many, with Retry-After in seconds or as a date`(text: String, seconds: Int64) {
    var simulation = FailureCase.simulation {
      guard $0.isList else { return nil }
      return Scripted.answer(
        429, "", headers: [("retry-after", text), ("date", "Mon, 21 Sep 2026 14:13:20 GMT")])
    }
    simulation.run(for: 20_000)
    #expect(simulation.said("throttled").first?.text.contains("wait=\(Span.text(seconds * 1000)) ") == true)
  }

  @Test func `too many on a show: appended`() {
    var simulation = FailureCase.simulation { $0.isShow ? Scripted.error(429, "APIGW.0308") : nil }
    simulation.run(for: 60_000)
    #expect(simulation.appended.contains { $0.id == "n2" && $0.status == 429 })
  }

  @Test(arguments: [500, 502, 503, 504])
  func `5xx: both looks wait, at most 5 minutes`(status: Int) {
    var isDown = true
    var simulation = FailureCase.simulation { _ in isDown ? Scripted.answer(status, "<html>") : nil }
    let since = simulation.now.steady
    simulation.run(for: 60 * minute)
    let calls = FailureCase.times(simulation, since: since, where: { _ in true })
    #expect(zip(calls, calls.dropFirst()).allSatisfy { $1 - $0 <= 5 * minute + 1000 })
    #expect(calls.count < 60)
    #expect(simulation.appended.contains { $0.id.isEmpty && $0.status == status })
    isDown = false
    let back = simulation.now.steady
    simulation.run(for: 6 * minute)
    #expect(FailureCase.times(simulation, since: back, where: \.isList).count > 2)
    #expect(simulation.said("list recovered").count == 1)
  }

  @Test(arguments: [5, 6, 7, 28, 52, 56, 97])
  func `no answer (curl 5, 6, 7, 28, 52, 56, 97): down, http_status 0 for a show, once in five minutes`(code: Int) {
    var simulation = FailureCase.simulation { $0.isShow ? Scripted.transport(code) : nil }
    simulation.run(for: 14 * minute)
    let failed = simulation.appended.filter { $0.id == "n2" && $0.status == 0 }
    #expect(failed.count == 3)
    // Lists are answered all the while.
    #expect(simulation.collector.counts.lists > 30)
  }

  @Test(arguments: [35, 58, 60, 77]) func `TLS (curl 35, 58, 60, 77): not who it should be`(code: Int) {
    var early = FailureCase.simulation(after: 0) { _ in Scripted.transport(code, "self-signed certificate") }
    early.run(for: minute)
    #expect(early.problem?.message.contains("self-signed certificate") == true)
    #expect(early.problem?.hint.contains("--ca-file") == true)
    #expect(early.requests.count == 1)
    var later = FailureCase.simulation { _ in Scripted.transport(code) }
    later.run(for: 10 * minute)
    #expect(later.problem == nil)
    #expect(later.appended.contains { $0.status == 0 })
  }

  @Test func `3xx: not followed, the line names the host`() {
    var simulation = FailureCase.simulation { _ in
      Scripted.answer(302, "", headers: [("location", "https://login.example.com/x?token=geheim")])
    }
    simulation.run(for: minute)
    let line = simulation.said("list failing").first?.text ?? ""
    #expect(line.contains("login.example.com"))
    #expect(!line.contains("geheim"))
    #expect(simulation.requests.allSatisfy { $0.request.origin.authority == "127.0.0.1:1" })
    #expect(!simulation.appended.contains { !$0.id.isEmpty && $0.status == 302 })
  }

  @Test func `the budget is halved to 6 a minute at least, and grows by a tenth every 10 minutes`() {
    var budget = Budget(perMinute: 60, now: 0)
    for _ in 0..<6 { budget.lower(limit: nil, now: 0) }
    #expect(budget.rate == 6)
    budget.spend(10 * minute)
    #expect(abs(budget.rate - 6.6) < 1e-9)
    budget.spend(300 * minute)
    #expect(budget.rate == 60)
    budget.lower(limit: 40, now: 300 * minute)
    #expect(budget.rate == 20)
  }
}
