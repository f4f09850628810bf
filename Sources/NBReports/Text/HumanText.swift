import NBBasics

/// Numbers as a person reads them. Machine units stand in ``NumberText``.
public enum HumanText {
  /// A duration in the two largest units that matter: `0.41 s`, `7.8 s`, `58 s`, `1 min 12 s`, `4.2 h`, `131 h`.
  /// Rounded half away from zero to the last digit shown; hours are the largest unit.
  public static func duration(milliseconds: Double) -> String {
    if milliseconds < 0 { return "-" + duration(milliseconds: -milliseconds) }
    let seconds = milliseconds / 1000
    if seconds < 0.995 { return "\(trimmed(seconds, decimals: 2)) s" }
    if seconds < 9.95 { return "\(trimmed(seconds, decimals: 1)) s" }
    let whole = seconds.rounded(.toNearestOrAwayFromZero)
    if whole < 60 { return "\(trimmed(whole, decimals: 0)) s" }
    if whole < 3600 {
      let rest = Int(whole) % 60
      return "\(Int(whole) / 60) min" + (rest == 0 ? "" : " \(rest) s")
    }
    let hours = seconds / 3600
    return "\(trimmed(hours, decimals: hours < 99.95 ? 1 : 0)) h"
  }

  /// A fraction as a percentage: `31 %`, `2.8 %`; never 0 or 100 % unless it is exactly that.
  public static func percent(_ fraction: Double) -> String {
    let percent = fraction * 100
    if percent == 0 || percent == 100 { return "\(Int(percent)) %" }
    if percent > 0, percent < 0.05 { return "<0.1 %" }
    if percent > 99.9, percent < 100 { return ">99.9 %" }
    let isCoarse = percent.magnitude >= 9.95 && percent.magnitude < 99
    return "\(trimmed(percent, decimals: isCoarse ? 0 : 1)) %"
  }

  /// GB-hours: `0.83 GB-h`, `7.5 GB-h`, `131 GB-h`.
  public static func gigabyteHours(_ value: Double) -> String {
    let decimals = value.magnitude < 0.995 ? 2 : value.magnitude < 99.95 ? 1 : 0
    return "\(trimmed(value, decimals: decimals)) GB-h"
  }

  /// `a–b`, `≥a`, `≤b` for tables; nil when neither limit is there.
  static func span(_ low: String?, _ high: String?) -> String? {
    switch (low, high) {
    case (let low?, let high?): low == high ? low : "\(low)–\(high)"
    case (let low?, nil): "≥\(low)"
    case (nil, let high?): "≤\(high)"
    case (nil, nil): nil
    }
  }

  /// A difference with its sign: `+10 s`, `-3 s`, `0 s`.
  static func signed(_ value: Double, _ text: (Double) -> String) -> String {
    value > 0 ? "+\(text(value))" : text(value)
  }

  /// A p-value: `p = 0.31`, `p = 0.031`, `p < 0.001`.
  static func probability(_ p: Double) -> String {
    p < 0.001 ? "p < 0.001" : "p = \(trimmed(p, decimals: p < 0.095 ? 3 : 2))"
  }

  /// A number with at most so many decimals.
  static func trimmed(_ value: Double, decimals: Int) -> String {
    Decimal.scaled(value, decimals: decimals).map { Decimal.text(scaled: $0, decimals: decimals, trimmed: true) }
      ?? NumberText.shortest(value) ?? ""
  }

  /// A count with its noun: `1 start`, `12 starts`.
  static func count(_ count: Int64, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
  }

  /// `a to b`, `a or more`, `at most b`; nil when neither limit is there.
  static func range(_ low: String?, _ high: String?) -> String? {
    switch (low, high) {
    case (let low?, let high?): low == high ? low : "\(low) to \(high)"
    case (let low?, nil): "\(low) or more"
    case (nil, let high?): "at most \(high)"
    case (nil, nil): nil
    }
  }
}
