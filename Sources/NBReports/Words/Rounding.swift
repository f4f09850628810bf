/// To which side a number gives way when digits are dropped.
package enum Rounding: Sendable, Hashable {
  /// Half away from zero.
  case nearest
  /// To the lower number: the lower limit of what is known.
  case down
  /// To the higher number: the upper limit of what is known.
  case up

  /// `value` as a whole number.
  func whole(_ value: Double) -> Double {
    switch self {
    case .nearest: value.rounded(.toNearestOrAwayFromZero)
    case .down: value.rounded(.down)
    case .up: value.rounded(.up)
    }
  }

  /// The side on which `-value` gives way.
  var mirrored: Rounding {
    switch self {
    case .nearest: .nearest
    case .down: .up
    case .up: .down
    }
  }
}
