/// Steele, Lea & Flood's SplitMix64 (2014): a small generator whose sequence depends on the seed alone, so that the
/// same rows give the same p-value and the same bootstrap everywhere.
package struct SplitMix64: Sendable {
  private var state: UInt64

  /// Any seed will do, 0 included; equal seeds give equal sequences.
  package init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
  }

  /// A number within `0..<bound`: the high half of a 128-bit product. Its bias, bound / 2^64, is beyond notice.
  package mutating func next(below bound: Int) -> Int {
    precondition(bound > 0, "a range to draw from is not empty")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A number within the open interval (0, 1).
  package mutating func unit() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }
}
