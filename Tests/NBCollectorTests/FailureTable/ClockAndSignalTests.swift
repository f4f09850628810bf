import Testing

@testable import NBCollector

private let minute: Int64 = 60_000

/// Rows of the failure table about clocks, and about what the user asks for.
@Suite struct ClockAndSignalTests {
  @Test func `clock off by more than 60 s: a line; AK and SK sign with the server's time from 2 min on`() {
    for (offset, signed) in [(90_000 as Int64, false), (131_000, true), (-600_000, true)] {
      var simulation = FailureCase.simulation { _ in nil }
      simulation.service.clockOffset = offset
      simulation.run(for: minute)
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
    var simulation = FailureCase.simulation { _ in nil }
    simulation.now.wall -= 3_600_000
    let since = simulation.now.steady
    simulation.run(for: 2 * minute)
    #expect(simulation.said("clock set back").map(\.text) == ["clock set back target=t by=1h"])
    #expect((6...10).contains(FailureCase.times(simulation, since: since, where: \.isList).count))
  }

  @Test func `a transfer that was broken off leaves nothing behind`() {
    var simulation = FailureCase.simulation { _ in
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
    var simulation = FailureCase.simulation { _ in nil }
    let held = simulation.collector.heldCount
    #expect(held == 2)
    simulation.collector.reload(
      Simulation.account(.keys(AccessKeys(accessKey: "NEW", secretKey: Secret("x")))), now: simulation.now)
    simulation.run(for: 300)
    #expect(simulation.requests.last?.request.sent("authorization")?.contains("Access=NEW") == true)
  }

  @Test func `SIGHUP: another rhythm, other lists and labels hold from the next request on`() {
    var simulation = FailureCase.simulation { _ in nil }
    var target = Target(name: "t", filters: [.init(feature: "NOTEBOOK"), .init(feature: "DEFAULT")])
    target.includesAllUsers = true
    target.regionLabel = "labelled"
    var rates = Rates()
    (rates.every, rates.maximumRate, rates.unchanged) = (2000, 600, 0)
    let since = simulation.now.steady
    simulation.collector.reload(nil, target: target, rates: rates, now: simulation.now)
    simulation.run(for: minute)
    let lists = simulation.requests.filter { $0.at >= since && $0.request.isList }
    #expect(lists.allSatisfy { $0.request.path.hasSuffix("/notebooks/all") })
    #expect(
      Set(lists.compactMap { $0.request.query.split(separator: "&").first { $0.hasPrefix("feature") } }).count == 2)
    #expect(lists.count > 40)
    #expect(simulation.collector.place?.region == "labelled")
    // Every answer is appended from here on.
    #expect(simulation.appended.filter { $0.id == "n0" }.count > 20)
  }

  @Test func `SIGTERM: what is held is appended`() {
    var simulation = FailureCase.simulation { _ in nil }
    let before = simulation.appended.count
    simulation.release()
    #expect(simulation.appended.count == before + 2)
    #expect(simulation.collector.heldCount == 0)
  }
}
