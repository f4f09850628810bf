import Testing

@testable import NBStatistics

/// What of an attempt becomes a path. Instants in seconds; the begin is in (-4, 0] unless a test says otherwise.
struct StartChainTests {
  private static func ms(_ seconds: Double?) -> Int64? { seconds.map { Int64(($0 * 1_000).rounded()) } }

  private func step(
    _ status: StepTimes.Status, _ began: (Double?, Double?), _ ended: (Double?, Double?) = (nil, nil),
    unfinished: Double? = nil
  ) -> StepTimes {
    StepTimes(
      status, began: (Self.ms(began.0), Self.ms(began.1)), ended: (Self.ms(ended.0), Self.ms(ended.1)),
      lastUnfinished: Self.ms(unfinished))
  }

  private func attempt(
    _ outcome: StartRow.Outcome, begin: (Double?, Double) = (-4, 0), end: (Double?, Double?) = (nil, nil),
    steps: [Int: StepTimes] = [:], byServer: Bool = false, serverTotal: Double? = nil
  ) -> AttemptTimes {
    AttemptTimes(
      outcome, begin: (Self.ms(begin.0), Self.ms(begin.1) ?? 0), isBeginByServer: byServer,
      end: (Self.ms(end.0), Self.ms(end.1)), serverTotal: Self.ms(serverTotal), steps: steps)
  }

  private func ends(_ path: StartPath) -> [[Double]] { path.brackets.map { [$0.low, $0.high] } }

  @Test func `two steps seen one after the other are one path of two durations`() {
    let given = attempt(
      .succeeded, end: (20, 30),
      steps: [1: step(.completed, (-4, 0), (10, 20)), 2: step(.completed, (10, 20), (20, 30))])
    let paths = StartChain.paths(of: given, stepCount: 2)
    #expect(paths.count == 1 && paths[0].firstStep == 0 && paths[0].censoredAt == nil)
    #expect(ends(paths[0]) == [[-4, 0], [10, 20], [20, 30]])
  }

  @Test func `a step that a succeeded start never listed ended somewhere before the end`() {
    let given = attempt(.succeeded, end: (20, 30), steps: [1: step(.completed, (-4, 0), (10, 20))])
    let paths = StartChain.paths(of: given, stepCount: 3)
    // The last one ended between the look before ready and the one that saw it; the hidden one after the step before.
    #expect(paths.count == 1 && ends(paths[0]) == [[-4, 0], [10, 20], [10, 30], [20, 30]])
  }

  @Test func `the end of a step is the begin of the next: their brackets are cut to each other`() {
    let given = attempt(
      .succeeded, end: (40, 50),
      steps: [1: step(.completed, (-4, 0), (0, 20)), 2: step(.completed, (10, 30), (40, 50))])
    #expect(ends(StartChain.paths(of: given, stepCount: 2)[0]) == [[-4, 0], [10, 20], [40, 50]])
  }

  @Test func `idle time between two steps divides the path`() {
    let given = attempt(
      .succeeded, end: (40, 50),
      steps: [1: step(.completed, (-4, 0), (0, 10)), 2: step(.completed, (10, 30), (40, 50))])
    let paths = StartChain.paths(of: given, stepCount: 2)
    #expect(paths.map(ends) == [[[-4, 0], [0, 10]], [[10, 30], [40, 50]]])
    #expect(paths.map(\.firstStep) == [0, 1])
  }

  @Test func `a failed step ends the path before it: its duration is nobody's`() {
    let given = attempt(
      .failed, end: (20, 30),
      steps: [1: step(.completed, (-4, 0), (0, 10)), 2: step(.failed, (0, 10), (20, 30))])
    #expect(StartChain.paths(of: given, stepCount: 2).map(ends) == [[[-4, 0], [0, 10]]])
    let first = attempt(.failed, end: (20, 30), steps: [1: step(.failed, (-4, 0), (20, 30))])
    #expect(StartChain.paths(of: first, stepCount: 2).isEmpty)
  }

  @Test func `a step begun and not ended is censored at the last look that listed it`() {
    let given = attempt(
      .inProgress, steps: [1: step(.completed, (-4, 0), (0, 10)), 2: step(.unfinished, (0, 10), unfinished: 70)])
    let path = StartChain.paths(of: given, stepCount: 2)[0]
    #expect(ends(path) == [[-4, 0], [0, 10]] && path.censoredAt == 70 && path.reach == 74 && path.steps == 0..<2)
  }

  @Test func `a start whose first step is all that was seen is censored from its begin`() {
    let path = StartChain.paths(
      of: attempt(.inProgress, steps: [1: step(.unfinished, (-4, 0), unfinished: 5)]), stepCount: 4)[0]
    #expect(ends(path) == [[-4, 0]] && path.censoredAt == 5 && path.steps == 0..<1)
  }

  @Test func `a step never seen unfinished says nothing of its duration`() {
    #expect(
      StartChain.paths(of: attempt(.cancelled, end: (0, 9), steps: [1: step(.unfinished, (-4, 0))]), stepCount: 1)
        .isEmpty)
  }

  @Test func `a step completed already in the start answer says nothing, and the path begins after it`() {
    let given = attempt(
      .succeeded, begin: (0, 0), end: (20, 30),
      steps: [1: step(.completed, (0, 0), (0, 0)), 2: step(.completed, (0, 0), (20, 30))])
    let paths = StartChain.paths(of: given, stepCount: 2)
    #expect(paths.map(ends) == [[[0, 0], [20, 30]]] && paths[0].firstStep == 1)
  }

  @Test func `a begin within a second counts as known, a wider one as uniform`() {
    let steps = [1: step(.completed, (-4, 0), (10, 20))]
    func isKnown(_ low: Double, byServer: Bool = false) -> Bool {
      StartChain.paths(
        of: attempt(.succeeded, begin: (low, 0), end: (10, 20), steps: steps, byServer: byServer), stepCount: 1)[0]
        .isBeginKnown
    }
    #expect(isKnown(-1) && !isKnown(-1.001))
    #expect(isKnown(-4, byServer: true) && !isKnown(-4.001, byServer: true))
  }

  @Test func `the server's own total dates the end, within the looks, where the begin is known`() {
    func path(_ begin: Double, _ total: Double, uses: Bool = true) -> StartPath {
      StartChain.paths(
        of: attempt(.succeeded, begin: (begin, 0), end: (10, 20), serverTotal: total), stepCount: 1,
        usesServerTotal: uses)[0]
    }
    #expect(path(-1, 12.5).isEndExact && ends(path(-1, 12.5))[1] == [12, 12])
    #expect(ends(path(-1, 99))[1] == [20, 20])
    #expect(!path(-9, 12.5).isEndExact && !path(-1, 12.5, uses: false).isEndExact)
  }

  @Test func `without a bound below the begin there is no path`() {
    #expect(StartChain.paths(of: attempt(.succeeded, begin: (nil, 0), end: (10, 20)), stepCount: 4).isEmpty)
  }
}
