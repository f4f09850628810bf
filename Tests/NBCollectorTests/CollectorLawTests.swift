import Testing

@testable import NBCollector

/// Laws of the whole collector over long simulated times, with faults at random.
@Suite struct CollectorLawTests {
  private static let hour: Int64 = 3_600_000
  private static let day: Int64 = 24 * hour

  /// Periods of faults, each of one kind, with calm between them.
  private struct Weather {
    var faults: [(from: Int64, until: Int64, kind: Int)] = []

    init(until end: Int64, calm: Int64, random: inout SplitMix) {
      var at: Int64 = 60_000
      while true {
        at += Int64.random(in: calm / 2...calm * 2, using: &random)
        let length = Int64.random(in: 1000...20 * 60_000, using: &random)
        guard at + length < end else { return }
        faults.append((at, at + length, Int.random(in: 0..<8, using: &random)))
        at += length
      }
    }

    func answer(_ request: HTTPRequest, _ now: Moment) -> HTTPAnswer? {
      guard let fault = faults.first(where: { $0.until > now.steady }), fault.from <= now.steady else { return nil }
      var answer: HTTPAnswer
      switch fault.kind {
      case 0: answer = Scripted.answer(502, "<html>")
      case 1: answer = Scripted.transport(28)
      case 2: answer = Scripted.error(429, "APIGW.0308", "limit:60,time:1 minute")
      case 3: answer = Scripted.answer(200, #"{"data":[{"id":"#)
      case 4: if request.isList { return nil } else { answer = Scripted.answer(503) }
      case 5: if request.isShow { return nil } else { answer = Scripted.transport(56) }
      case 6: if now.steady % 3 == 0 { answer = Scripted.transport(52) } else { return nil }
      default: answer = Scripted.answer(302, "", headers: [("location", "https://elsewhere")])
      }
      answer.observedAt = now.wall
      answer.requestedAt = now.wall - 100
      return answer
    }
  }

  private func fleet(_ count: Int, days: Int64, seed: UInt64) -> Service {
    var random = SplitMix(seed: seed)
    return Service.fleet(
      count, from: Simulation.epoch, until: Simulation.epoch + days * Self.day, random: &random)
  }

  private func checkBudget(_ times: [Int64], rate: Int, sourceLocation: SourceLocation = #_sourceLocation) {
    var first = 0
    for (index, time) in times.enumerated() {
      while times[first] <= time - 60_000 { first += 1 }
      let count = index - first + 1
      if count > rate + rate / 4 + 1 {
        Issue.record("\(count) requests in a minute", sourceLocation: sourceLocation)
        return
      }
    }
  }

  @Test(.timeLimit(.minutes(5))) func `a month with faults: nothing is lost that was answered, and nothing made up`() {
    var random = SplitMix(seed: 7)
    let weather = Weather(until: 29 * Self.day, calm: 4 * Self.hour, random: &random)
    #expect(weather.faults.count > 100)
    var rates = Rates()
    rates.every = 600_000
    var simulation = Simulation(fleet(4, days: 30, seed: 3), rates: rates)
    simulation.fault = { weather.answer($0, $1) }
    simulation.run(for: 30 * Self.day)
    let collector = simulation.collector
    #expect(collector.counts.lists > 4000)
    #expect(collector.counts.lostRounds > 100)
    #expect(
      collector.counts.observations
        == simulation.appended.count + collector.unchanged + collector.heldCount + collector.counts.rejected)
    checkBudget(simulation.requests.map(\.at), rate: 60)
    // After the last fault a full list within five minutes and a gap.
    let last = weather.faults.last?.until ?? 0
    let next = simulation.lists(since: last).first ?? .max
    #expect(next - last < 300_000 + 750_000)
    // Times of each instance never go back, and every change is bracketed by answers.
    for (id, seen) in Dictionary(grouping: simulation.appended, by: \.id) where !id.isEmpty {
      #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.observedAt <= $1.observedAt })
      let service = simulation.service.instances.first { $0.id == id }
      #expect(seen.allSatisfy { $0.status != 200 || service?.word(at: $0.observedAt) == $0.word })
    }
  }

  @Test func `the thinned log tells the same as the full one, for any history`() {
    for seed in 1...3 as ClosedRange<UInt64> {
      var random = SplitMix(seed: seed)
      let weather = Weather(until: 3 * Self.hour, calm: Self.hour, random: &random)
      func run(unchanged: Int64) -> [PlainObservation] {
        var rates = Rates()
        rates.unchanged = unchanged
        var random = SplitMix(seed: seed)
        let service = Service.fleet(
          5, from: Simulation.epoch, until: Simulation.epoch + 4 * Self.hour, startsEach: Self.hour,
          random: &random)
        var simulation = Simulation(service, rates: rates, seed: seed)
        simulation.fault = { weather.answer($0, $1) }
        simulation.run(for: 4 * Self.hour)
        simulation.release()
        return simulation.appended
      }
      let full = changes(run(unchanged: 0))
      let thinned = run(unchanged: 300_000)
      #expect(changes(thinned) == full)
      #expect(full.count > 10)
    }
  }

  /// Each change of an instance with the answers on both sides of it; the first and last answer as well.
  private func changes(_ seen: [PlainObservation]) -> Set<String> {
    var changes: Set<String> = []
    for (id, history) in Dictionary(grouping: seen, by: \.id) where !id.isEmpty {
      let answers = history.filter { $0.status == 200 || $0.status == 400 }.sorted { $0.observedAt < $1.observedAt }
      for (before, after) in zip(answers, answers.dropFirst()) where before.content != after.content {
        changes.insert("\(id) \(before.observedAt) \(after.requestedAt) \(before.word) \(after.word)")
      }
      changes.insert("\(id) \(answers.first?.observedAt ?? 0) \(answers.last?.observedAt ?? 0)")
    }
    return changes
  }

  @Test(arguments: [(1, 60), (100, 60), (400, 60), (3000, 300)])
  func `any fleet: the budget holds, lists take half of it, moving instances are looked at in time (R2 to R4)`(
    count: Int, rate: Int
  ) {
    var rates = Rates()
    rates.maximumRate = rate
    var random = SplitMix(seed: UInt64(count))
    var service = Service()
    let length: Int64 = 400_000
    // One in fifty is on its way all the time.
    for number in 0..<count {
      let isMoving = number % 50 == 0 && number < 500
      service.instances.append(
        .init(id: "n\(number)", createdAt: Int64(number), life: [(at: 0, word: isMoving ? "STARTING" : "STOPPED")]))
    }
    service.latency = Int64.random(in: 20...300, using: &random)
    var simulation = Simulation(service, rates: rates)
    simulation.run(for: length)
    checkBudget(simulation.requests.map(\.at), rate: rate)
    let lists = simulation.lists().count
    #expect(
      Double(lists) <= Double(rate) * Double(length) / 60_000 / 2 * 1.3 + Double(simulation.collector.schedule.pages))
    let gap = Double(simulation.collector.schedule.showInterval)
    // Once the size of the fleet is known: a look may wait for the requests of all others that are due.
    let moving = simulation.collector.schedule.movingCount
    let wait = Double(moving) * 60_000 / Double(rate) + 2000
    for number in stride(from: 0, to: min(count, 500), by: 50) {
      let shows = simulation.shows(of: "n\(number)").filter { $0 > length / 4 }
      let longest = zip(shows, shows.dropFirst()).map { Double($1 - $0) }.max() ?? .infinity
      #expect(longest <= 1.25 * gap + wait, "\(number): \(longest) of \(gap)")
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func `refused keys rest for 1, 6, 12 minutes and more, however long the service refuses`(seed: UInt64) {
    var random = SplitMix(seed: seed)
    // Refusals of seconds to a day, with hours between them.
    var refusals: [ClosedRange<Int64>] = []
    var at: Int64 = 60_000
    while at < 10 * Self.day {
      let length = Int64.random(in: 1000...Self.day, using: &random) >> Int64.random(in: 0...12, using: &random)
      refusals.append(at...at + length)
      at += length + Int64.random(in: Self.hour...8 * Self.hour, using: &random)
    }
    var rates = Rates()
    rates.every = 300_000
    var simulation = Simulation(fleet(3, days: 10, seed: seed), rates: rates, seed: seed)
    final class Calls { var all: [(at: Int64, isRefused: Bool)] = [] }
    let calls = Calls()
    simulation.fault = { _, now in
      let isRefused = refusals.contains { $0.contains(now.steady) }
      calls.all.append((now.steady, isRefused))
      return isRefused ? Scripted.error(401, "APIGW.0301", "verify aksk signature fail") : nil
    }
    simulation.run(for: 10 * Self.day)
    let pauses: [Int64] = [1, 6, 12, 24, 48, 96, 192, 240].map { $0 * 60_000 }
    var row = 0
    var longest = 0
    for (call, next) in zip(calls.all, calls.all.dropFirst()) {
      row = call.isRefused ? row + 1 : 0
      longest = max(longest, row)
      guard call.isRefused else { continue }
      #expect(next.at - call.at >= pauses[min(row, pauses.count) - 1], "refusal \(row)")
    }
    #expect(longest >= 5)
    #expect(calls.all.count > 1000)
  }
}
