/// The logarithm of scales. Its own series, so that a picture has the same bytes whatever the C library.
enum Logarithm {
  /// The natural logarithm of a positive number, to about ten digits.
  static func natural(_ value: Double) -> Double {
    // value = m * 2^e with m in [1, 2): ln m = 2 artanh((m - 1) / (m + 1)), whose argument is at most 1/3.
    let mantissa = value.significand
    let ratio = (mantissa - 1) / (mantissa + 1)
    let square = ratio * ratio
    var (sum, power) = (0.0, ratio)
    for odd in stride(from: 1.0, through: 23, by: 2) {
      sum += power / odd
      power *= square
    }
    return 2 * sum + Double(value.exponent) * 0.693_147_180_559_945_3
  }
}
