/// A small seeded generator (SplitMix64), so that a failing case can be run again.
public struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  /// Equal seeds give equal sequences.
  public init(_ seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// 0 up to, not including, `limit`.
  public mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// True in this many cases of a hundred: never at 0, always at 100.
  public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of the elements, each about as likely. There is at least one.
  public mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
