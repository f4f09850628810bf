/// The place of an interval's end on the line, with ties decided once:
/// exact left end `(t, -1)` < right end `(t, 0)` < open left end `(t, +1)`.
///
/// So `(1, 8]` meets `[8, 8]`, and `[8, 8]` does not meet `(8, 10]`.
struct IntervalKey: Comparable, Hashable, Sendable {
  let time: Double
  let side: Int8

  static func left(of row: CensoredInterval) -> IntervalKey {
    IntervalKey(time: row.left, side: row.isExact ? -1 : 1)
  }

  static func right(of row: CensoredInterval) -> IntervalKey {
    IntervalKey(time: row.right, side: 0)
  }

  @inline(__always)
  static func < (one: IntervalKey, two: IntervalKey) -> Bool {
    one.time != two.time ? one.time < two.time : one.side < two.side
  }
}
