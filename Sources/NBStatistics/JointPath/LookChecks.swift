/// What the looks of a group are, beside the starts: whether they may be taken as independent of them.
struct LookChecks {
  private static let chance = 0.001
  /// A closing gap is shorter or longer when it differs by this factor.
  private static let margin = 0.9
  private static let shorterShare = 0.6
  /// Ages of the first look are told from one another when the begin is known to this share of the gap.
  private static let beginShare = 20.0
  private static let fewestAges = 20
  /// Kolmogorov's bound for `chance`.
  private static let distance = 1.95
  private static let unseenShare = 0.2

  /// Somebody looks because it is ready: the gaps that close are shorter than the gaps before them. Looks that do not
  /// care make them longer, never shorter.
  let followTheStart: Bool
  /// First looks come at the same ages.
  let areClustered: Bool
  /// The share of paths from the begin of a start whose begin is not known.
  let unseenShare: Double

  /// A begin taken as uniform is not credible when looks come at the same ages.
  var refuteUniformBegin: Bool { areClustered && unseenShare > Self.unseenShare }
  /// Whether the interval must not lean on the likelihood.
  var refuseInterval: Bool { followTheStart || refuteUniformBegin }

  /// - Parameters:
  ///   - paths: those of the attempts.
  ///   - medianGap: seconds between consecutive looks.
  init(_ attempts: [AttemptTimes], paths: [StartPath], medianGap: Double) {
    let starts = paths.filter { $0.firstStep == 0 }
    unseenShare = starts.isEmpty ? 0 : Double(starts.count { !$0.isBeginKnown }) / Double(starts.count)
    followTheStart = Self.closingGapsAreShort(attempts.map(\.looks))
    areClustered = Self.agesAreClustered(attempts, gap: medianGap * 1_000)
  }

  private static func closingGapsAreShort(_ looks: [LookTimes]) -> Bool {
    var shorter = 0
    var longer = 0
    for look in looks {
      guard let closing = look.closingGap, let before = look.gapBefore else { continue }
      if Double(closing) < margin * Double(before) { shorter += 1 }
      if margin * Double(closing) > Double(before) { longer += 1 }
    }
    let count = shorter + longer
    guard count > 0, Double(shorter) >= shorterShare * Double(count) else { return false }
    return DiscreteDistribution.binomial(trials: count, chance: 0.5).upperTail(from: shorter) < chance
  }

  private static func agesAreClustered(_ attempts: [AttemptTimes], gap: Double) -> Bool {
    guard gap > 0 else { return false }
    let ages = attempts.compactMap { attempt -> Double? in
      guard let low = attempt.beginLow, let first = attempt.looks.first,
        Double(attempt.beginHigh - low) <= min(gap / beginShare, attempt.isBeginByServer ? 4_000 : 1_000)
      else { return nil }
      let age = (Double(first - low) + Double(first - attempt.beginHigh)) / 2 / gap
      return age <= 1 ? age : nil
    }.sorted()
    guard ages.count >= fewestAges else { return false }
    let count = Double(ages.count)
    var largest = 0.0
    for (index, age) in ages.enumerated() {
      largest = max(largest, Double(index + 1) / count - age, age - Double(index) / count)
    }
    return largest * (count.squareRoot() + 0.12 + 0.11 / count.squareRoot()) > distance
  }
}
