/// The time from begin to ready as a path of one step, where requests were not seen: a begin as wide as the gap before
/// the first look, and the bracket of the end.
enum TotalPath {
  /// More of the rows that got ready than this must be without a known begin or total for the likelihood to be used.
  private static let unknownShare = 0.1
  /// Milliseconds.
  private static let knownWidth: Int64 = 1_000

  /// Whether the interval of begin and end, taken as one interval of the total, would mislead: it takes no notice of
  /// where in the gap a start began.
  static func isNeeded(_ attempts: [AttemptTimes], clock: LatencyClock) -> Bool {
    let ready = attempts.filter { $0.outcome == .succeeded && $0.beginLow != nil }
    let unknown = ready.count { attempt in
      let hasTotal = clock == .auto && attempt.serverTotal != nil
      return !hasTotal && attempt.beginLow.map { attempt.beginHigh - $0 > knownWidth } ?? false
    }
    return Double(unknown) > unknownShare * Double(ready.count)
  }

  /// The path of an attempt; nil for those that ended otherwise, and without a bound below the begin.
  static func path(of attempt: AttemptTimes, clock: LatencyClock) -> StartPath? {
    guard let beginLow = attempt.beginLow else { return nil }
    func seconds(_ instant: Int64) -> Double { Double(instant - attempt.beginHigh) / 1_000 }
    let begin = StartPath.Bracket(low: seconds(beginLow), high: 0)
    let isKnown = begin.width <= (attempt.isBeginByServer ? 4 : 1)
    switch attempt.outcome {
    case .succeeded:
      if clock == .auto, let total = attempt.serverTotal {
        // The duration itself, whenever it began.
        let ends = [0, Double(total) / 1_000].map { StartPath.Bracket(low: $0, high: $0) }
        return StartPath(firstStep: 0, brackets: ends, isBeginKnown: true, censoredAt: nil, isEndExact: true)
      }
      guard let endHigh = attempt.endHigh else { return nil }
      let end = StartPath.Bracket(
        low: min(max(seconds(attempt.endLow ?? beginLow), begin.low), seconds(endHigh)), high: seconds(endHigh))
      let cut = StartPath.Bracket(low: min(begin.low, min(0, end.high)), high: min(0, end.high))
      return StartPath(
        firstStep: 0, brackets: [cut, end], isBeginKnown: isKnown, censoredAt: nil, isEndExact: false)
    case .inProgress:
      guard let last = attempt.lastLook else { return nil }
      return StartPath(
        firstStep: 0, brackets: [begin], isBeginKnown: isKnown, censoredAt: seconds(last), isEndExact: false)
    case .failed, .cancelled, .superseded: return nil
    }
  }
}
