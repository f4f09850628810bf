import NBBasics
import NBCollector
import NBStatistics
import StatisticsSimulator

#if canImport(Glibc)
  import Glibc
#endif

/// A fleet watched by the product's own collector in simulated time: schedule, budget and thinning are the real ones.
package struct WatchedFleet: Sendable {
  /// What the watch appended, as envelopes, one a line: the file of `--record`.
  package let lines: [String]
  /// Requests that it took.
  package let requests: Int

  private static let begin: Int64 = 1_790_000_000_000

  /// The same seed gives the same fleet.
  package init(_ scenario: WatchScenario, seed: UInt64) {
    var generator = SplitMix64(seed: seed)
    let service = SimulatedService(scenario, begin: Double(Self.begin), &generator)
    var account = Account(
      credentials: .keys(AccessKeys(accessKey: "A", secretKey: Secret("S"))), source: "simulation")
    (account.region, account.projectID, account.endpoint) = ("r", "p", "https://service.example")
    var collector = Collector(
      target: Target(name: "t"), account: account, rates: scenario.rates,
      reader: EnvelopeLines(tellsRequestTimes: scenario.tellsRequestTimes), seed: seed,
      now: Moment(steady: 0, wall: Self.begin))
    var lines: [String] = []
    // Milliseconds since the begin.
    var now: Int64 = 0
    let end = Int64(service.end) - Self.begin + 600_000
    var requests = 0
    while now < end {
      let moment = Moment(steady: now, wall: Self.begin + now)
      switch collector.step(now: moment) {
      case .perform(let request):
        requests += 1
        let taken = Int64((scenario.latency * (0.5 - 0.5 * log(1 - generator.unit()))).rounded(.up))
        let read = Double(moment.wall) + generator.unit() * Double(taken)
        var answer = HTTPAnswer()
        answer.status = 200
        answer.body = service.body(request, at: read, movesLease: scenario.movesLease)
        (answer.requestedAt, answer.observedAt, answer.duration) = (moment.wall, moment.wall + taken, taken)
        now += taken
        collector.answered(answer, now: Moment(steady: now, wall: Self.begin + now))
      case .wait(let until): now = max(now + 1, min(until, end))
      case .run, .finished, .failed: preconditionFailure("a watch with keys goes on")
      }
      lines += collector.takeOutput().payloads
    }
    collector.release()
    self.lines = lines + collector.takeOutput().payloads
    self.requests = requests
  }

  /// The true quantiles of the duration of step 2.
  package static func trueStep(_ scenario: WatchScenario, shares: [Double]) -> [Double] {
    shares.map { scenario.law.steps[1].quantile($0) }
  }

  /// The true quantiles of the time to ready.
  package static func trueTotals(_ scenario: WatchScenario, shares: [Double]) -> [Double] {
    Fleet.trueTotals(scenario.law, shares: shares)
  }
}

/// Makes an envelope of each row.
private struct EnvelopeLines: AnswerReader {
  let tellsRequestTimes: Bool

  mutating func read(_ envelope: PollEnvelope) -> ReadAnswer<String, String> {
    var answer = ReadAnswer<String, String>()
    var tape = JSONTape()
    let body = envelope.body ?? []
    body.withUnsafeBytes { bytes in
      guard (try? tape.parse(bytes)) != nil else { preconditionFailure("the service answers in JSON") }
      guard let rows = tape.member("data", of: JSONTape.root) else { return add(JSONTape.root, to: &answer) }
      tape.forEachElement(of: rows) { add($0, to: &answer) }
    }
    func add(_ row: Int, to answer: inout ReadAnswer<String, String>) {
      let id = tape.string(tape.member("id", of: row)) ?? ""
      let text = String(decoding: tape.raw(row), as: UTF8.self)
      let requested = tellsRequestTimes ? #""requested_at":\#(envelope.requestedAt),"# : ""
      answer.rows.append(
        .init(
          seen: SeenInstance(
            id: id, word: tape.string(tape.member("status", of: row)) ?? "",
            carriesProgress: tape.member("action_progress", of: row) != nil),
          key: AnswerKey(content: Array(text.utf8), fingerprint: nil),
          payload:
            #"{"observed_at":\#(envelope.observedAt),\#(requested)"kind":"poll","http_status":200,"region":"r","project_id":"p","notebook_id":"\#(id)","body":\#(text)}"#
        ))
    }
    return answer
  }
}
