import Testing

@testable import NBCollector

@Suite struct ScheduleTests {
  private func service(_ words: [(String, String)]) -> Service {
    var service = Service()
    for (index, (id, word)) in words.enumerated() {
      service.instances.append(
        .init(id: id, createdAt: Int64(index), life: [(at: 0, word: .some(word))]))
    }
    return service
  }

  @Test func `a list goes out every fifteen seconds, give or take a quarter (R2)`() {
    var simulation = Simulation(service([("a", "STOPPED")]))
    simulation.run(for: 600_000)
    let lists = simulation.lists()
    let gaps = zip(lists, lists.dropFirst()).map { $1 - $0 }
    #expect(gaps.allSatisfy { (11_000...19_000).contains($0) })
    #expect((38...42).contains(lists.count))
    #expect(Set(gaps).count > 10)
  }

  @Test func `a starting instance is looked at at once, then every five seconds (R3)`() {
    var simulation = Simulation(service([("a", "STARTING"), ("b", "RUNNING")]))
    simulation.run(for: 120_000)
    let shows = simulation.shows(of: "a")
    #expect(shows[0] - simulation.lists()[0] == simulation.service.latency)
    #expect(zip(shows, shows.dropFirst()).allSatisfy { (3700...6700).contains($1 - $0) })
    #expect(simulation.shows(of: "b").isEmpty)
  }

  @Test func `a row never puts off the first look at an instance, nor one that is due (R3)`() {
    // Gaps of looks far beyond those of lists: every row would move them on.
    var rates = Rates()
    rates.every = 2000
    rates.startingEvery = 60_000
    for progress in [true, false] {
      var busy = service((0..<30).map { ("n\($0)", "STARTING") })
      busy.rowsCarryProgress = progress
      var simulation = Simulation(busy, rates: rates)
      simulation.run(for: 600_000)
      for number in 0..<30 { #expect(!simulation.shows(of: "n\(number)").isEmpty) }
    }
  }

  @Test func `a list has all its pages, and each round begins anew (paging)`() {
    var simulation = Simulation(service((0..<123).map { ("n\($0)", "STOPPED") }))
    simulation.run(requests: 3)
    #expect(
      simulation.requests.map(\.request.target)
        == [0, 50, 100].map {
          "/v1/p/notebooks?limit=50&offset=\($0)&sort_dir=ASC&sort_key=create_at"
        })
    #expect(simulation.collector.schedule.instanceCount == 123)
    #expect(simulation.collector.counts.lists == 1)
  }

  @Test func `a service that gives fewer rows than were asked for is paged by its rows (paging)`() {
    var small = service((0..<35).map { ("n\($0)", "STOPPED") })
    small.largestPage = 10
    var simulation = Simulation(small)
    simulation.run(requests: 4)
    #expect(simulation.collector.schedule.instanceCount == 35)
    #expect(simulation.collector.counts.lists == 1)
  }

  @Test func `features and workspaces are lists of one round`() {
    let target = {
      var target = Target(name: "t", filters: [.init(feature: "NOTEBOOK"), .init(feature: "DEFAULT", workspace: "w")])
      target.includesAllUsers = true
      return target
    }()
    var simulation = Simulation(service([("a", "STOPPED")]), target: target)
    simulation.run(requests: 2)
    #expect(
      simulation.requests.map(\.request.target) == [
        "/v1/p/notebooks/all?feature=NOTEBOOK&limit=50&offset=0&sort_dir=ASC&sort_key=create_at",
        "/v1/p/notebooks/all?feature=DEFAULT&limit=50&offset=0&sort_dir=ASC&sort_key=create_at&workspace_id=w",
      ])
    #expect(simulation.collector.counts.lists == 1)
  }

  @Test func `an instance that a complete round lacks is asked for at once (R5)`() {
    var simulation = Simulation(service([("a", "STOPPED"), ("b", "STOPPED")]))
    simulation.run(for: 60_000)
    simulation.service.instances.removeFirst()
    simulation.run(for: 60_000)
    #expect(simulation.shows(of: "a").count == 1)
    #expect(simulation.collector.counts.gone == 1)
    #expect(simulation.appended.last { $0.id == "a" }?.status == 400)
    #expect(simulation.said("gone").map(\.text) == ["gone target=t notebook=a"])
  }

  @Test func `one that answers without being listed is asked again after 1, 5, 15 and 60 minutes (R5)`() {
    var simulation = Simulation(service([("a", "STOPPED"), ("b", "STOPPED")]))
    simulation.run(for: 60_000)
    simulation.service.hidden = ["a"]
    simulation.run(for: 90 * 60_000)
    let shows = simulation.shows(of: "a")
    let gaps = zip(shows, shows.dropFirst()).map { ($1 - $0 + 30_000) / 60_000 }
    #expect(gaps.prefix(4) == [1, 5, 15, 60])
    #expect(simulation.collector.counts.gone == 0)
    simulation.service.hidden = []
    simulation.run(for: 30 * 60_000)
    #expect(simulation.shows(of: "a").count <= shows.count + 1)
  }

  @Test func `what the log knows is asked for when the first round lacks it (R6)`() {
    var simulation = Simulation(service([("a", "STOPPED")]), known: [("a", "STOPPED"), ("old", "RUNNING")])
    simulation.run(for: 5000)
    #expect(simulation.shows(of: "old").count == 1)
    #expect(simulation.collector.counts.gone == 1)
    #expect(simulation.collector.schedule.instanceCount == 1)
  }

  @Test func `an instance that moves for half an hour is looked at once a minute (R7)`() {
    var simulation = Simulation(service([("a", "STARTING")]))
    simulation.run(for: 1_900_000)
    let before = simulation.shows(of: "a").count
    simulation.run(for: 1_200_000)
    #expect((16...26).contains(simulation.shows(of: "a").count - before))
  }

  @Test func `a word that is not known counts as moving for ten minutes`() {
    var simulation = Simulation(service([("a", "MIGRATING")]))
    simulation.run(for: 590_000)
    #expect(simulation.shows(of: "a").count > 60)
    simulation.run(for: 60_000)
    let count = simulation.shows(of: "a").count
    simulation.run(for: 600_000)
    #expect(simulation.shows(of: "a").count == count)
  }

  @Test func `a single run looks once at everything`() {
    var target = Target(name: "t")
    target.isSingle = true
    var simulation = Simulation(
      service((0..<60).map { ("n\($0)", $0 == 3 ? "STARTING" : "STOPPED") }), target: target,
      known: [("old", "STOPPED")])
    simulation.run(for: 3_600_000)
    #expect(simulation.hasFinished)
    #expect(simulation.requests.count == 4)
    #expect(simulation.appended.count == 62)
    #expect(!simulation.collector.hasLost)
  }

  @Test func `after a sleep of eight hours everything is due at once`() {
    var simulation = Simulation(service([("a", "STOPPED")]))
    simulation.run(for: 60_000)
    simulation.now.wall += 8 * 3_600_000
    let before = simulation.requests.count
    simulation.run(for: 1)
    #expect(simulation.requests.count == before + 1)
    #expect(simulation.said("clock ahead").map(\.text) == ["clock ahead target=t by=8h"])
  }

  @Test(arguments: [
    (10, 15_000), (200, 15_000), (500, 20_000), (2000, 80_000),
  ])
  func `lists of a larger fleet keep to half of the budget (R2, R4)`(instances: Int, gap: Int64) {
    var simulation = Simulation(service((0..<instances).map { ("n\($0)", "STOPPED") }))
    simulation.run(for: 60_000)
    #expect(simulation.collector.schedule.listInterval == gap)
  }

  @Test func `a budget never gives more than its rate and its bucket`() {
    var budget = Budget(perMinute: 60, now: 0)
    var spent = 0
    for now in stride(from: 0 as Int64, through: 60_000, by: 10) {
      while budget.nextFree(now) <= now {
        budget.spend(now)
        spent += 1
      }
    }
    #expect((74...76).contains(spent))
    budget.lower(limit: 100, now: 60_000)
    #expect(budget.rate == 50)
    budget.lower(limit: nil, now: 60_000)
    #expect(budget.rate == 25)
    for _ in 0..<5 { budget.lower(limit: nil, now: 60_000) }
    #expect(budget.rate == 6)
    _ = budget.nextFree(660_000)
    #expect(abs(budget.rate - 6.6) < 1e-9)
    _ = budget.nextFree(60_000 + 50 * 600_000)
    #expect(budget.rate == 60)
  }
}
