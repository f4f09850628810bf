import NBBasics
import NBObservations

/// A run of consecutive state-carrying observations of one instance with equal facts, in which no gap is longer than
/// a limit. For every question whose longest observed gap is at least `maxGap`, a spell says exactly what its single
/// observations say. An observation by itself is a spell of count 1.
package struct ExposureSpell: Hashable, Sendable {
  /// When its first observation was made.
  package private(set) var firstAt: Instant
  /// When its last one was made; not before `firstAt`.
  package private(set) var lastAt: Instant
  /// Observations with different `observed_at`; at least 1.
  package private(set) var count: Int64
  /// The longest gap between two of them in milliseconds, or a bound on it; 0 for a single one.
  package private(set) var maxGap: Int64
  /// What each of them says.
  package let facts: ExposureFacts

  /// A spell of one observation.
  package init(at instant: Instant, facts: ExposureFacts) {
    firstAt = instant
    lastAt = instant
    count = 1
    maxGap = 0
    self.facts = facts
  }

  /// A spell as stored. `firstAt <= lastAt`, `count >= 1`, `maxGap >= 0`.
  package init(firstAt: Instant, lastAt: Instant, count: Int64, maxGap: Int64, facts: ExposureFacts) {
    precondition(firstAt <= lastAt && count >= 1 && maxGap >= 0)
    self.firstAt = firstAt
    self.lastAt = lastAt
    self.count = count
    self.maxGap = maxGap
    self.facts = facts
  }

  /// Adds the next observation with the same facts.
  mutating func extend(to instant: Instant) {
    let gap = instant - lastAt
    if gap > maxGap { maxGap = gap }
    lastAt = instant
    count += 1
  }

  /// The part of the spell up to its last observation not later than an as-of in the past. `maxGap` stays as a bound.
  ///
  /// - Parameters:
  ///   - lastAt: the latest state-carrying observation of the instance not later than the as-of.
  ///   - count: how many observations that leaves; nothing is computed from it.
  package func ending(at lastAt: Instant, count: Int64) -> ExposureSpell {
    ExposureSpell(firstAt: firstAt, lastAt: lastAt, count: count, maxGap: lastAt == firstAt ? 0 : maxGap, facts: facts)
  }

  /// Whether a question must see the single observations: the spell has gaps that it does not count as observed, or
  /// its as-of cuts the spell at an observation that only the log knows.
  package func needsLog(longestGap: Int64, asOf: Instant) -> Bool {
    maxGap > longestGap || (firstAt <= asOf && asOf < lastAt)
  }
}
