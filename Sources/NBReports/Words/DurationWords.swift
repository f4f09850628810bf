import NBBasics

/// Lengths of time as a person reads them, everywhere: `0.41 s`, `7.8 s`, `58 s`, `1 min 12 s`, `4.2 h`, `3.1 days`.
package enum DurationWords {
  /// A length below `limit` is written in steps of `step`, both in milliseconds.
  private struct Scale: Sendable {
    let limit: Double
    let step: Double
    /// A whole number of steps in words.
    let text: @Sendable (Int) -> String
  }

  private static let scales = [
    Scale(limit: 1_000, step: 10) { "\(decimal($0, 2)) s" },
    Scale(limit: 10_000, step: 100) { "\(decimal($0, 1)) s" },
    Scale(limit: 60_000, step: 1_000) { "\($0) s" },
    Scale(limit: 3_600_000, step: 1_000) { "\($0 / 60) min" + ($0 % 60 == 0 ? "" : " \($0 % 60) s") },
    Scale(limit: 172_800_000, step: 360_000) { "\(decimal($0, 1)) h" },
    Scale(limit: 8_640_000_000, step: 8_640_000) { "\(decimal($0, 1)) days" },
    Scale(limit: .infinity, step: 86_400_000) { "\(NumberWords.grouped(Int64($0))) days" },
  ]

  /// A length in the one or two units that matter.
  package static func text(milliseconds: Double, _ rounding: Rounding = .nearest) -> String {
    if milliseconds < 0 { return "-" + text(milliseconds: -milliseconds, rounding.mirrored) }
    guard milliseconds < 1e17 else { return "" }
    if milliseconds == 0 { return "0 s" }
    for scale in scales {
      let steps = rounding.whole(milliseconds / scale.step)
      // 59.6 s is a minute: what is rounded up to the limit belongs to the next scale.
      if steps * scale.step < scale.limit { return scale.text(Int(steps)) }
    }
    return ""
  }

  /// A length in hours, as it is charged for: `20 s`, `0.2 h`, `4.2 h`, `1,200 h`.
  package static func hours(milliseconds: Double, _ rounding: Rounding = .nearest) -> String {
    if milliseconds < 0 { return "-" + hours(milliseconds: -milliseconds, rounding.mirrored) }
    guard milliseconds < 1e17 else { return "" }
    // A few minutes are no tenth of an hour.
    if milliseconds > 0, milliseconds < 360_000 { return text(milliseconds: milliseconds, rounding) }
    let tenths = rounding.whole(milliseconds / 360_000)
    if tenths < 1000 { return "\(decimal(Int(tenths), 1)) h" }
    return "\(NumberWords.grouped(Int64(rounding.whole(milliseconds / 3_600_000)))) h"
  }

  private static func decimal(_ scaled: Int, _ decimals: Int) -> String {
    Decimal.text(scaled: Int128(scaled), decimals: decimals, trimmed: true)
  }
}
