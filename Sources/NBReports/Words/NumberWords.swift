import NBBasics

/// Counts, shares, GB-hours and probabilities as a person reads them. Machine units stand in ``NumberText``.
package enum NumberWords {
  /// A fraction as a percentage: `31 %`, `2.8 %`; never 0 or 100 % unless it is exactly that.
  package static func percent(_ fraction: Double) -> String {
    let percent = fraction * 100
    if percent == 0 || percent == 100 { return "\(Int(percent)) %" }
    if percent > 0, percent < 0.05 { return "<0.1 %" }
    if percent > 99.9, percent < 100 { return ">99.9 %" }
    let isCoarse = percent.magnitude >= 9.95 && percent.magnitude < 99
    return "\(trimmed(percent, decimals: isCoarse ? 0 : 1)) %"
  }

  /// GB-hours: `0.83 GB-h`, `7.5 GB-h`, `74,500 GB-h`.
  package static func gigabyteHours(_ value: Double) -> String {
    let decimals = value.magnitude < 0.995 ? 2 : value.magnitude < 99.95 ? 1 : 0
    return "\(grouped(trimmed(value, decimals: decimals))) GB-h"
  }

  /// A difference with its sign: `+10 s`, `-3 s`, `0 s`.
  static func signed(_ value: Double, _ text: (Double) -> String) -> String {
    value > 0 ? "+\(text(value))" : text(value)
  }

  /// A p-value: `p = 0.31`, `p = 0.031`, `p < 0.001`.
  package static func probability(_ p: Double) -> String {
    p < 0.001 ? "p < 0.001" : "p = \(trimmed(p, decimals: p < 0.095 ? 3 : 2))"
  }

  /// A number with at most so many decimals.
  package static func trimmed(_ value: Double, decimals: Int) -> String {
    Decimal.scaled(value, decimals: decimals).map { Decimal.text(scaled: $0, decimals: decimals, trimmed: true) }
      ?? NumberText.shortest(value) ?? ""
  }

  /// A count in groups of three digits: `1,204`.
  package static func grouped(_ count: Int64) -> String { grouped(String(count)) }

  /// Decimal digits with their whole part in groups of three.
  static func grouped(_ digits: String) -> String {
    let sign = digits.hasPrefix("-") ? "-" : ""
    let parts = digits.dropFirst(sign.count).split(separator: ".", maxSplits: 1)
    guard var whole = parts.first, whole.count > 3 else { return digits }
    var groups: [Substring] = []
    while whole.count > 3 {
      groups.insert(whole.suffix(3), at: 0)
      whole = whole.dropLast(3)
    }
    return sign + ([whole] + groups).joined(separator: ",") + (parts.count == 2 ? ".\(parts[1])" : "")
  }

  /// A count with its noun: `1 start`, `1,204 starts`.
  package static func count(_ count: Int64, _ noun: String, _ plural: String? = nil) -> String {
    "\(grouped(count)) \(count == 1 ? noun : plural ?? noun + "s")"
  }
}
