@testable import NBCollector

/// Drives a collector through simulated time against a service, with faults on order.
struct Simulation {
  static let epoch: Int64 = 1_790_000_000_000

  var collector: Collector<PlainReader>
  var service: Service
  /// What comes back instead of the service's answer; nil lets it answer.
  var fault: (_ request: HTTPRequest, _ now: Moment) -> HTTPAnswer? = { _, _ in nil }
  var now: Moment
  /// Requests to the notebook service and when they were made.
  private(set) var requests: [(at: Int64, request: HTTPRequest)] = []
  /// Only the last so many requests are remembered.
  var memory = Int.max
  private(set) var appended: [PlainObservation] = []
  private(set) var lines: [LogLine] = []
  private(set) var problem: Access.Problem?
  private(set) var hasFinished = false
  var onRequest: (HTTPRequest, Moment) -> Void = { _, _ in }

  static func account(_ credentials: Credentials = .keys(AccessKeys(accessKey: "AK", secretKey: Secret("SK"))))
    -> Account
  {
    var account = Account(credentials: credentials, source: "test")
    account.region = "eu-de"
    account.projectID = "p"
    account.endpoint = "http://127.0.0.1:1"
    account.authURL = "http://127.0.0.1:2/v3"
    return account
  }

  init(
    _ service: Service = Service(), account: Account = account(), rates: Rates = Rates(), target: Target? = nil,
    known: [(id: String, word: String)] = [], seed: UInt64 = 1
  ) {
    self.service = service
    now = Moment(steady: 1000, wall: Self.epoch)
    collector = Collector(
      target: target ?? Target(name: "t"), account: account, rates: rates, known: known, reader: PlainReader(),
      seed: seed, now: now)
  }

  var hasEnded: Bool { problem != nil || hasFinished }

  /// Runs until so many milliseconds have passed, or the collector ended.
  mutating func run(for length: Int64) {
    let end = now.steady + length
    while now.steady < end, !hasEnded { step(end: end) }
  }

  /// Runs until so many requests have been made.
  mutating func run(requests count: Int) {
    let wanted = requests.count + count
    while requests.count < wanted, !hasEnded { step(end: .max) }
  }

  private mutating func advance(_ length: Int64) {
    now.steady += length
    now.wall += length
  }

  mutating func step(end: Int64) {
    switch collector.step(now: now) {
    case .perform(let request):
      requests.append((now.steady, request))
      if requests.count > memory { requests.removeFirst(requests.count - memory) }
      onRequest(request, now)
      advance(service.latency)
      collector.answered(fault(request, now) ?? service.answer(request, at: now.wall), now: now)
    case .run:
      collector.commandEnded("token", now: now)
    case .wait(let until): advance(max(1, min(until, end) - now.steady))
    case .finished: hasFinished = true
    case .failed(let problem): self.problem = problem
    }
    take()
  }

  mutating func release() {
    collector.release()
    take()
  }

  private mutating func take() {
    let output = collector.takeOutput()
    appended += output.payloads
    lines += output.lines
  }

  func said(_ event: String) -> [LogLine] { lines.filter { $0.event == event } }
  func lists(since time: Int64 = 0) -> [Int64] {
    requests.filter { $0.at >= time && $0.request.path.hasSuffix("/notebooks") }.map(\.at)
  }
  func shows(of id: String) -> [Int64] {
    requests.filter { $0.request.path.hasSuffix("/notebooks/\(id)") }.map(\.at)
  }
}
