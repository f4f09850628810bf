@testable import NBCollector

/// A collector in the middle of its work, before a row of the failure table begins.
enum FailureCase {
  /// Two instances at rest and one on its way; the service answers until the fault begins.
  static func simulation(
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
  static func times(_ simulation: Simulation, since: Int64, where isWanted: (HTTPRequest) -> Bool) -> [Int64] {
    simulation.requests.filter { $0.at >= since && isWanted($0.request) }.map { $0.at - since }
  }
}
