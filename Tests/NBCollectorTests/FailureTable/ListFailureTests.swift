import Testing

@testable import NBCollector

private let minute: Int64 = 60_000

/// Rows of the failure table about pages: what of a list can be read.
@Suite struct ListFailureTests {
  @Test func `list 200, rows`() {
    var simulation = FailureCase.simulation { _ in nil }
    simulation.run(for: 60_000)
    #expect(simulation.appended.filter { $0.id == "n0" }.count == 1)
    #expect(simulation.collector.hasLost == false)
  }

  @Test(arguments: ["", "<html>", "{}", #"{"data":7}"#, #"{"data":[{"id":"n0"#, "[]", "{\"data\":[]} x"])
  func `list 200, no JSON or no data: the round failed`(body: String) {
    var simulation = FailureCase.simulation { $0.isList ? Scripted.answer(200, body) : nil }
    let since = simulation.now.steady
    simulation.run(for: 120_000)
    #expect(simulation.collector.counts.lostRounds > 2)
    let projects = simulation.appended.filter { $0.id.isEmpty }
    #expect(projects.map(\.status) == [0])
    #expect(simulation.said("list failing").count == 1)
    #expect(FailureCase.times(simulation, since: since, where: \.isList).count < 20)
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
    var simulation = FailureCase.simulation { _ in nil }
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
    var simulation = FailureCase.simulation { _ in nil }
    let before = simulation.appended.filter { $0.id == "n2" }.count
    simulation.run(for: 60_000)
    #expect(simulation.appended.filter { $0.id == "n2" }.count - before > 8)
  }

  @Test(arguments: [(404, ""), (400, "ModelArts.6309"), (400, "ModelArts.6404"), (200, "ModelArts.6309")])
  func `show 404 or 6309 or 6404: gone`(status: Int, code: String) {
    var simulation = FailureCase.simulation {
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

  @Test(arguments: ["APIG.0101", "APIGW.0101"]) func `404 no such API on list`(code: String) {
    var early = FailureCase.simulation(after: 0) { _ in Scripted.error(404, code) }
    early.run(for: 60 * minute)
    #expect(early.problem?.hint.contains("--all-users") == true)
    var later = FailureCase.simulation { _ in Scripted.error(404, code) }
    let since = later.now.steady
    later.run(for: 14 * minute)
    #expect(FailureCase.times(later, since: since) { _ in true }.count == 3)
    // No instance is taken for gone.
    #expect(later.collector.counts.gone == 0)
  }

  @Test func `400 ModelArts 0107 on list: without sort_key, then limit 10`() {
    var simulation = FailureCase.simulation {
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

  @Test func `a body over 32 MiB: page lost`() {
    var simulation = FailureCase.simulation {
      guard $0.isList else { return nil }
      var answer = Scripted.answer(200)
      answer.transportCode = 23
      answer.isTooLarge = true
      return answer
    }
    simulation.run(for: minute)
    #expect(simulation.said("list failing").first?.text.contains("32 MiB") == true)
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
