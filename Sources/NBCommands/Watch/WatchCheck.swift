import NBBasics
import NBCollector
import NBObservations
import NBSources

/// `--check`: logs in, lists one page and says what would be done. Nothing is written.
enum WatchCheck {
  static func run(_ targets: [PlannedTarget], isTracing: Bool) throws {
    let output = StandardOutput()
    var failure: CommandFailure?
    for plan in targets {
      do { try output.write(try check(plan, isTracing)) } catch let problem as Access.Problem {
        failure = CommandFailure(.failed, problem.message, hint: problem.hint)
        try output.write("target        \(plan.target.name)\nfailed        \(problem.message)\n")
      }
    }
    try output.flush()
    if let failure { throw failure }
  }

  private static func check(_ plan: PlannedTarget, _ isTracing: Bool) throws -> String {
    guard
      let transport = CurlTransport(
        authorities: plan.account.authorities, userAgent: "nbtrack/\(Version.text)",
        allowsPlainHTTP: { plan.allows($0) }, isCancelled: { WatchStop.isRequested ? 1 : 0 })
    else { throw WatchHelp.noLibcurl }
    var collector = Collector(
      target: plan.target, account: plan.account, rates: plan.rates,
      reader: AnswerObservations(fingerprinter: Fingerprinter(key: Fingerprinter.makeKey()), pseudonymise: false),
      seed: 0, now: Clock.moment)
    var lines: [LogLine] = []
    while true {
      switch collector.step(now: Clock.moment) {
      case .perform(let request):
        let isList = request.path.contains("/notebooks")
        let answer = transport.perform(request)
        if isTracing { StandardError.write("trace \(request.method) \(request.target) status=\(answer.status)") }
        collector.answered(answer, now: Clock.moment)
        let taken = collector.takeOutput()
        lines += taken.lines
        if isList, answer.status == 200 { return report(plan, collector, request, answer, taken.payloads) }
        if !taken.lines.isEmpty, let line = taken.lines.last,
          line.event.contains("failing") || line.event == "forbidden"
        {
          throw WatchHelp.problem(taken.lines.first { $0.event == "forbidden" } ?? line)
        }
      case .run(let command): collector.commandEnded(TokenCommand.run(command), now: Clock.moment)
      case .failed(let problem): throw problem
      case .wait, .finished:
        throw WatchHelp.problem(lines.last)
      }
    }
  }

  private static func list(_ words: [String]) -> String { words.isEmpty ? "-" : words.joined(separator: ", ") }

  private static func report(
    _ plan: PlannedTarget, _ collector: Collector<AnswerObservations>, _ request: HTTPRequest, _ answer: HTTPAnswer,
    _ seen: [Observation]
  ) -> String {
    let total = PageTotal.read(answer.body) ?? seen.count
    let pages = max(1, (total + 49) / 50)
    let every = max(plan.rates.every, Int64(2 * 60_000 * pages / plan.rates.maximumRate))
    let starting = seen.filter { Motion(word: $0.content.answer.facts.statusWord ?? "") == .starting }
    func share(_ count: Int) -> String {
      starting.isEmpty ? "none is starting now" : "\(count) of \(starting.count) starting rows"
    }
    var rows: [(String, String)] = [
      ("target", plan.target.name),
      ("credentials", "\(collector.access.account.credentials.word) (\(plan.account.source))"),
      ("token lasts", collector.access.tokenLife.map { Span.text($0) } ?? "-"),
      ("catalogue has", Self.list(collector.access.catalogTypes)),
      ("endpoint", "\(request.origin)"), ("request", request.target), ("instances", "\(total) in \(pages) pages"),
      ("would list", "every \(Span.text(every)), \(3_600_000 * Int64(pages) / every) requests an hour"),
      ("would look", "every \(Span.text(plan.rates.startingEvery)) at each that is starting or stopping"),
      (
        "clock",
        "the server's is \(Span.text(abs(collector.access.clockOffset))) \(collector.access.clockOffset < 0 ? "behind" : "ahead")"
      ),
      ("rows have action_progress", share(starting.count { !$0.content.answer.facts.steps.isEmpty })),
      ("rows have lease", share(starting.count { $0.content.answer.facts.lease != nil })),
      ("sort_key is taken", request.query.contains("sort_key") ? "yes" : "no"),
      ("limit 50 is taken", request.query.contains("limit=50") ? "yes" : "no"),
    ]
    if total == 0 { rows.append(("hint", WatchHelp.emptyList)) }
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { "\($0.0)\(String(repeating: " ", count: width - $0.0.count))  \($0.1)\n" }.joined() + "\n"
  }
}

/// What a page says of the whole list.
private enum PageTotal {
  static func read(_ body: [UInt8]) -> Int? {
    var tape = JSONTape()
    return body.withUnsafeBytes { bytes in
      guard (try? tape.parse(bytes)) != nil else { return nil }
      return tape.integer(tape.member("total", of: JSONTape.root)).flatMap { Int(exactly: $0) }
    }
  }
}
