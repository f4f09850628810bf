import NBBasics

/// The one place where a number becomes its machine text: no locale, no exponent, no negative zero.
///
/// Rounding is half away from zero on the exact value. Nothing is written for what is not finite.
package enum NumberText {
  /// Milliseconds as seconds: at most three decimals, trailing zeros dropped (`72`, `0.41`, `900.001`).
  package static func seconds(milliseconds: Int64) -> String {
    Decimal.text(scaled: Int128(milliseconds), decimals: 3, trimmed: true)
  }

  /// Fractional milliseconds as seconds, rounded to the millisecond.
  package static func seconds(milliseconds: Double) -> String? {
    Decimal.scaled(milliseconds, decimals: 0).map { Decimal.text(scaled: $0, decimals: 3, trimmed: true) }
  }

  /// Seconds, rounded to the millisecond.
  package static func seconds(_ seconds: Double) -> String? {
    Decimal.scaled(seconds, decimals: 3).map { Decimal.text(scaled: $0, decimals: 3, trimmed: true) }
  }

  /// A rate with six decimals.
  package static func rate(_ rate: Double) -> String? {
    fixed(rate, decimals: 6)
  }

  /// A number with exactly so many decimals.
  package static func fixed(_ value: Double, decimals: Int) -> String? {
    Decimal.scaled(value, decimals: decimals).map { Decimal.text(scaled: $0, decimals: decimals, trimmed: false) }
  }

  /// The shortest digits that read back as the same number (`1`, `0.1`, `100000000000000000000`).
  package static func shortest(_ value: Double) -> String? {
    Decimal.shortest(value)
  }
}
