/// The round values that an axis names.
enum Ticks {
  private static let secondSteps: [Double] = [
    10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000,
    900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000, 21_600_000, 43_200_000, 86_400_000, 172_800_000,
    604_800_000,
  ]
  /// What a logarithmic axis of time names.
  private static let logarithmicSteps: [Double] = [
    1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 10_800_000,
    43_200_000, 86_400_000,
  ]

  /// The values that an axis names, in order, about `count` of them, all within its domain.
  static func values(_ axis: Axis, about count: Int) -> [Double] {
    let (low, high) = (axis.domain.lowerBound, axis.domain.upperBound)
    if axis.scale == .logarithmic, axis.unit == .duration {
      let inside = logarithmicSteps.filter { $0 >= low && $0 <= high }
      let every = max(1, (inside.count + count - 1) / max(1, count))
      return inside.enumerated().filter { ($0.offset - (inside.count - 1)) % every == 0 }.map(\.element)
    }
    guard high > low else { return [low] }
    let step = step(high - low, axis.unit, count)
    var values: [Double] = []
    var value = (low / step).rounded(.up) * step
    // A hair above the end: what was summed up is not exact.
    while value <= high + step / 1_000, values.count < 100 {
      values.append(value)
      value += step
    }
    return values
  }

  /// The lowest round value that is not below `value`; 1 in the measure of the unit at least where there is nothing.
  static func roundedUp(_ value: Double, _ unit: Unit) -> Double {
    guard value > 0 else { return unit == .duration ? 1_000 : unit == .hours ? 3_600_000 : 1 }
    let step = step(value, unit, 4)
    let end = (value / step).rounded(.up) * step
    return unit == .share ? min(max(end, step), max(1, value)) : end
  }

  private static func step(_ length: Double, _ unit: Unit, _ count: Int) -> Double {
    let rough = length / Double(max(1, count))
    switch unit {
    case .duration: return secondSteps.first { $0 >= rough } ?? decimalStep(rough / 604_800_000) * 604_800_000
    case .hours: return decimalStep(rough / 3_600_000) * 3_600_000
    case .count: return max(1, decimalStep(rough))
    case .share, .number, .gigabyteHours, .named: return decimalStep(rough)
    }
  }

  /// 1, 2 or 5 times a power of ten, not below `rough`.
  private static func decimalStep(_ rough: Double) -> Double {
    var power = 1.0
    while power * 10 <= rough { power *= 10 }
    while power > rough, power > 1e-9 { power /= 10 }
    return [1.0, 2, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999_999 } ?? power * 10
  }
}
