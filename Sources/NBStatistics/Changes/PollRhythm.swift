/// How far apart the looks at the attempts of a group are.
enum PollRhythm {
  /// The median over the attempts, each as often as the other however long it took; nil without gaps. Milliseconds.
  static func medianGap(_ attempts: [ChangeAttempt]) -> Double? { QuantileChange.medianGap(attempts.compactMap(gap)) }

  /// The rhythm of one attempt. After a request that was seen, the first look comes at any moment of the rhythm: the
  /// smallest gap is left out, or taken as half of a whole one where there is no other. Else starts that became slower,
  /// with more whole gaps, would look like slower polls.
  private static func gap(_ attempt: ChangeAttempt) -> Int64? {
    let gaps = attempt.gaps.sorted()
    guard let smallest = gaps.first else { return nil }
    if gaps.count > 1 { return gaps[(gaps.count + 1) / 2] }
    let isRequestSeen = attempt.start.beginLow.map { attempt.start.beginHigh - $0 < smallest / 2 } ?? false
    return isRequestSeen ? 2 * smallest : smallest
  }
}
