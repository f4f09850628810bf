/// What is known about one time: it lies in `(left, right]`, left open and right closed.
///
/// `left == right` is a time known exactly; `right == .infinity` one that had not come by the last look.
/// The unit is the caller's (milliseconds everywhere in nbtrack) and every result is in the same unit.
package struct CensoredInterval: Hashable, Sendable {
  /// The time is after this. Finite.
  package let left: Double
  /// The time is not later than this. Never below `left`; infinity when open.
  package let right: Double
  /// How many equal rows this one stands for. Positive.
  package let weight: Double

  /// - Precondition: `left` finite, `left <= right`, `weight > 0`.
  package init(left: Double, right: Double, weight: Double = 1) {
    precondition(left.isFinite && left <= right, "an interval (l, r] needs a finite l not above r")
    precondition(weight > 0 && weight.isFinite, "a weight is positive")
    self.left = left
    self.right = right
    self.weight = weight
  }

  /// A time known exactly.
  package init(exact time: Double, weight: Double = 1) {
    self.init(left: time, right: time, weight: weight)
  }

  /// Bounds in whole milliseconds; nil means infinity.
  package init(left: Int64, right: Int64?, weight: Double = 1) {
    self.init(left: Double(left), right: right.map(Double.init) ?? .infinity, weight: weight)
  }

  /// Whether the time is known to the point.
  package var isExact: Bool { left == right }
}
