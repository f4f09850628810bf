/// A stretch of steps of one start in which each step begins as the one before ends: instants `T_0 < T_1 < …`, each
/// known up to a bracket between two looks. The duration of step `firstStep + i - 1` is `T_i - T_(i-1)`. Seconds after
/// the attempt's `begin.high`.
struct StartPath: Sendable, Hashable {
  /// An instant in `(low, high]`.
  struct Bracket: Sendable, Hashable {
    var low: Double
    var high: Double

    var width: Double { high - low }
    var middle: Double { (low + high) / 2 }
    func meets(_ other: Bracket) -> Bool { max(low, other.low) < min(high, other.high) }
    func cut(to other: Bracket) -> Bracket { Bracket(low: max(low, other.low), high: min(high, other.high)) }
  }

  /// The step that begins at `T_0`, from 0.
  let firstStep: Int
  /// `T_0, …, T_m`, `m` possibly 0.
  let brackets: [Bracket]
  /// Whether `T_0` counts as known: the middle of its bracket. Else it is uniform within it.
  let isBeginKnown: Bool
  /// The step after `T_m` had not ended at this time.
  let censoredAt: Double?
  /// Whether `T_m` is known to the point: the server's own total.
  let isEndExact: Bool

  /// How far the path can reach from its earliest begin.
  var reach: Double { (censoredAt ?? brackets[brackets.count - 1].high) - brackets[0].low }
  /// The steps whose durations the path tells of.
  var steps: Range<Int> { firstStep..<(firstStep + brackets.count - (censoredAt == nil ? 1 : 0)) }
}

extension StartPath: Comparable {
  /// By value alone, so that sums over sorted paths do not depend on the order of arrival.
  static func < (one: StartPath, two: StartPath) -> Bool {
    if one.firstStep != two.firstStep { return one.firstStep < two.firstStep }
    if one.brackets.count != two.brackets.count { return one.brackets.count < two.brackets.count }
    for (first, second) in zip(one.brackets, two.brackets) {
      if first.low != second.low { return first.low < second.low }
      if first.high != second.high { return first.high < second.high }
    }
    let open = (one.censoredAt ?? .infinity, two.censoredAt ?? .infinity)
    if open.0 != open.1 { return open.0 < open.1 }
    if one.isBeginKnown != two.isBeginKnown { return two.isBeginKnown }
    return !one.isEndExact && two.isEndExact
  }
}
