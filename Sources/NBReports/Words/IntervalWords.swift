/// Intervals as a person reads them: what lies between two texts, each with its unit.
package enum IntervalWords {
  /// For tables: `5–28 %`, `58 s–1 min 31 s`, `≥31 s`, `≤12 s`; nil when neither limit is there.
  package static func span(_ low: String?, _ high: String?) -> String? {
    switch (low, high) {
    case (let low?, let high?): low == high ? low : "\(withoutSharedUnit(low, high))–\(high)"
    case (let low?, nil): "≥\(low)"
    case (nil, let high?): "≤\(high)"
    case (nil, nil): nil
    }
  }

  /// For sentences and for limits with signs: `58 s to 1 min 31 s`, `-8 to +8.3 points`, `31 s or more`,
  /// `at most 12 s`; nil when neither limit is there.
  package static func range(_ low: String?, _ high: String?) -> String? {
    switch (low, high) {
    case (let low?, let high?): low == high ? low : "\(withoutSharedUnit(low, high)) to \(high)"
    case (let low?, nil): "\(low) or more"
    case (nil, let high?): "at most \(high)"
    case (nil, nil): nil
    }
  }

  /// An estimate with its interval: `13 % (5–28 %)`; the estimate alone where no limit is there.
  package static func estimate(_ value: String, _ low: String?, _ high: String?) -> String {
    guard let span = span(low, high), span != value else { return value }
    // The one unit of charges need not be said twice.
    let limits = value.hasSuffix(unit) && span.hasSuffix(unit) ? String(span.dropLast(unit.count)) : span
    return "\(value) (\(limits))"
  }

  private static let unit = " GB-h"

  /// The lower limit without its unit where the upper one has the same and nothing but it: `31` of `31 s` and `39 s`,
  /// but `31 s` of `31 s` and `1 min 12 s`.
  private static func withoutSharedUnit(_ low: String, _ high: String) -> String {
    let (first, second) = (low.split(separator: " "), high.split(separator: " "))
    guard first.count == 2, second.count == 2, first[1] == second[1] else { return low }
    return String(first[0])
  }
}
