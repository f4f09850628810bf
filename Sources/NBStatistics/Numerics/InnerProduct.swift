/// Inner products in four fixed lanes, so that the sum is the same on every run.
enum InnerProduct {
  @inline(__always)
  static func of(_ one: UnsafePointer<Double>, _ two: UnsafePointer<Double>, _ count: Int) -> Double {
    var lanes = SIMD4<Double>.zero
    var index = 0
    while index + 4 <= count {
      let left = UnsafeRawPointer(one + index).loadUnaligned(as: SIMD4<Double>.self)
      let right = UnsafeRawPointer(two + index).loadUnaligned(as: SIMD4<Double>.self)
      lanes += left * right
      index += 4
    }
    var sum = lanes.sum()
    while index < count {
      sum += one[index] * two[index]
      index += 1
    }
    return sum
  }
}
