/// A small seeded generator (SplitMix64), so that a failing case can be run again.
package struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  /// Equal seeds give equal sequences.
  package init(_ seed: UInt64) { state = seed }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  /// 0 up to, not including, `limit`.
  package mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// True in this many cases of a hundred: never at 0, always at 100.
  package mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of the elements, each about as likely. There is at least one.
  package mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
