/// What one attempt says about one step. Instants are milliseconds since 1970; nil is unknown.
package struct StepRow: Sendable, Hashable {
  /// How the step ended, as far as the observations tell.
  package enum Kind: Sendable, Hashable {
    /// Listed, and completed.
    case completed
    /// Listed, and failed: counted, and left out of every estimate, which is given completion.
    case failed
    /// Begun and not ended when the attempt was cancelled, superseded, failed elsewhere, or last seen.
    case censored
    /// Never listed in an attempt that succeeded: the step came and went between two looks.
    case implied
  }

  /// Tells whether and how the row enters an estimate.
  package let kind: Kind
  /// The attempt began in (beginLow, beginHigh].
  package let beginLow: Int64?
  /// The latest that the attempt can have begun; ages are measured from here.
  package let beginHigh: Int64
  /// The step began in (beganLow, beganHigh].
  package let beganLow: Int64?
  /// The latest that the step can have begun.
  package let beganHigh: Int64
  /// The step ended in (endedLow, endedHigh]. For a censored row: the last look that listed it unfinished, and nil.
  package let endedLow: Int64?
  /// The latest that the step can have ended; nil for every censored row.
  package let endedHigh: Int64?

  /// A row of the step that was listed.
  /// - Parameter ended: for a censored row low is the last look that listed the step unfinished (nil: none), high nil.
  /// - Precondition: a completed row has `ended.high`.
  package init(
    _ kind: Kind, begin: (low: Int64?, high: Int64), began: (low: Int64?, high: Int64),
    ended: (low: Int64?, high: Int64?)
  ) {
    precondition(
      kind == .failed || (kind == .censored) == (ended.high == nil), "what completed has an end, no other has")
    self.kind = kind
    beginLow = begin.low
    beginHigh = begin.high
    beganLow = began.low
    beganHigh = began.high
    endedLow = ended.low
    endedHigh = ended.high
  }

  /// The row that a succeeded attempt implies when it never listed the step: start and end both in
  /// (begin.low, endHigh].
  package static func implied(begin: (low: Int64?, high: Int64), endHigh: Int64) -> StepRow {
    StepRow(.implied, begin: begin, began: (begin.low, endHigh), ended: (begin.low, endHigh))
  }

  /// The duration: `(max(0, ended.low - began.high), ended.high - began.low]`, infinite to the right when censored or
  /// when the begin of the step is unknown.
  package var duration: CensoredInterval {
    interval(low: endedLow.map { $0 - beganHigh }, high: subtract(endedHigh, beganLow))
  }

  /// The age at the end of the step: `(max(0, ended.low - begin.high), ended.high - begin.low]`.
  package var age: CensoredInterval {
    interval(low: endedLow.map { $0 - beginHigh }, high: subtract(endedHigh, beginLow))
  }

  /// Whether a duration of 0 to 0 says nothing: COMPLETED already in the start answer.
  var isInstant: Bool { (kind == .completed || kind == .implied) && subtract(endedHigh, beganLow) == 0 }

  /// Both ends as ages measured from begin.high and cut at begin.low; nil when begin.low is unknown.
  package var joint: JointRow? {
    guard let beginLow else { return nil }
    func age(_ instant: Int64?) -> Double { Double(max(instant ?? beginLow, beginLow) - beginHigh) }
    let a = age(beganLow)
    // Without a look that listed it unfinished, all that is known is that it ended after it began.
    return JointRow(
      a: a, b: max(a, age(beganHigh)), c: age(endedLow), e: endedHigh.map { age($0) } ?? .infinity)
  }

  private func interval(low: Int64?, high: Int64?) -> CensoredInterval {
    let low = max(0, low ?? 0)
    return CensoredInterval(left: low, right: high.map { max(low, $0) })
  }

  private func subtract(_ one: Int64?, _ two: Int64?) -> Int64? {
    guard let one, let two else { return nil }
    return one - two
  }
}
