/// The paths of one attempt: walks the steps in order and begins a new path wherever the end of one step and the begin
/// of the next are not the same instant.
struct StartChain {
  /// A begin this narrow counts as known: in seconds, by itself and when the server's own time narrowed it.
  private static let knownWidth = (seen: 1.0, byServer: 4.0)

  private let attempt: AttemptTimes
  private let beginLow: Int64
  private let usesServerTotal: Bool
  private let stepCount: Int

  private(set) var paths: [StartPath] = []
  private var firstStep = 0
  private var brackets: [StartPath.Bracket]

  /// The paths of an attempt; none when its begin is not bounded below.
  /// - Parameters:
  ///   - stepCount: S, how many steps a start of the group has.
  ///   - usesServerTotal: whether the platform's own total dates the end.
  static func paths(of attempt: AttemptTimes, stepCount: Int, usesServerTotal: Bool = true) -> [StartPath] {
    guard let beginLow = attempt.beginLow else { return [] }
    var chain = StartChain(attempt, beginLow: beginLow, stepCount: stepCount, usesServerTotal: usesServerTotal)
    chain.walk()
    return chain.paths
  }

  private init(_ attempt: AttemptTimes, beginLow: Int64, stepCount: Int, usesServerTotal: Bool) {
    self.attempt = attempt
    self.beginLow = beginLow
    self.stepCount = stepCount
    self.usesServerTotal = usesServerTotal
    brackets = [StartPath.Bracket(low: Double(beginLow - attempt.beginHigh) / 1_000, high: 0)]
  }

  private mutating func walk() {
    for step in 0..<stepCount {
      let times = attempt.steps[step + 1]
      guard let times, times.beganHigh != nil else {
        // Never listed, or never seen begun: it came and went between two looks, if the start succeeded at all.
        guard attempt.outcome == .succeeded, let endHigh = attempt.endHigh else { return close() }
        let low = step == stepCount - 1 ? max(beginLow, attempt.endLow ?? beginLow) : beginLow
        append(bracket(low, endHigh), step)
        continue
      }
      if times.status == .failed { return close() }
      guard times.status == .completed, let endedHigh = times.endedHigh else {
        return close(censoredAt: times.lastUnfinished.map(seconds))
      }
      var low = times.endedLow ?? beginLow
      if step == stepCount - 1, attempt.outcome == .succeeded { low = max(low, attempt.endLow ?? beginLow) }
      let ended = bracket(low, endedHigh)
      if endedHigh == times.beganLow ?? beginLow {
        // COMPLETED already in the start answer, 0 to 0: the step says nothing.
        close()
        begin(at: ended, firstStep: step + 1)
      } else {
        append(ended, step)
      }
    }
    close()
  }

  /// Takes the end of a step: the same instant as the begin of the next where both brackets allow it.
  private mutating func append(_ ended: StartPath.Bracket, _ step: Int) {
    var ended = ended
    if step + 1 < stepCount, let next = attempt.steps[step + 2], let beganHigh = next.beganHigh {
      let began = bracket(next.beganLow ?? beginLow, beganHigh)
      guard ended.meets(began) else {
        // Idle time between them, or steps side by side.
        brackets.append(ended)
        close()
        return begin(at: began, firstStep: step + 1)
      }
      ended = ended.cut(to: began)
    }
    if step == stepCount - 1, let end = exactEnd(within: ended) {
      brackets.append(StartPath.Bracket(low: end, high: end))
      return close(isEndExact: true)
    }
    brackets.append(ended)
  }

  /// When the start was ready by the server's own clock, counted from a begin that is known.
  private func exactEnd(within ended: StartPath.Bracket) -> Double? {
    guard usesServerTotal, attempt.outcome == .succeeded, let total = attempt.serverTotal, firstStep == 0,
      isKnown(brackets[0])
    else { return nil }
    return min(max(brackets[0].middle + Double(total) / 1_000, ended.low), ended.high)
  }

  private mutating func begin(at bracket: StartPath.Bracket, firstStep: Int) {
    brackets = [bracket]
    self.firstStep = firstStep
  }

  private mutating func close(censoredAt: Double? = nil, isEndExact: Bool = false) {
    defer { brackets.removeAll() }
    guard brackets.count > 1 || (censoredAt != nil && !brackets.isEmpty) else { return }
    for index in brackets.indices.dropFirst() {
      brackets[index].low = max(brackets[index].low, brackets[index - 1].low)
    }
    for index in brackets.indices.dropLast().reversed() {
      brackets[index].high = min(brackets[index].high, brackets[index + 1].high)
    }
    for index in brackets.indices { brackets[index].low = min(brackets[index].low, brackets[index].high) }
    paths.append(
      StartPath(
        firstStep: firstStep, brackets: brackets, isBeginKnown: isKnown(brackets[0]), censoredAt: censoredAt,
        isEndExact: isEndExact))
  }

  private func isKnown(_ begin: StartPath.Bracket) -> Bool {
    begin.width <= (firstStep == 0 && attempt.isBeginByServer ? Self.knownWidth.byServer : Self.knownWidth.seen)
  }

  private func bracket(_ low: Int64, _ high: Int64) -> StartPath.Bracket {
    StartPath.Bracket(low: seconds(low), high: seconds(high))
  }

  private func seconds(_ instant: Int64) -> Double { Double(instant - attempt.beginHigh) / 1_000 }
}
