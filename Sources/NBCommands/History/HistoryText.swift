import NBBasics
import NBObservations
import NBProjections

/// Times and lengths of time as the page of a history shows them. Times are UTC, to the second.
enum HistoryText {
  /// `2026-11-17`.
  static func day(_ instant: Instant) -> String { String(instant.rfc3339.prefix(10)) }

  /// `Tuesday`.
  static func weekday(_ instant: Instant) -> String {
    let days = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]
    let number = instant.milliseconds.flooredQuotient(by: CivilDate.millisecondsPerDay)
    return days[Int(((number % 7) + 7) % 7)]
  }

  /// `08:00:02`.
  static func clock(_ instant: Instant) -> String { String(instant.rfc3339.dropFirst(11).prefix(8)) }

  /// `2026-11-17 08:00:02`.
  static func full(_ instant: Instant) -> String { "\(day(instant)) \(clock(instant))" }

  /// `(07:59:55, 08:00:02]`, the same with the date of a low of another day, `by 08:00:02` without low, `08:00:02`
  /// where both are the same instant.
  static func bounds(_ bounds: InstantBounds, isDated: Bool = false) -> String {
    let high = isDated ? full(bounds.high) : clock(bounds.high)
    guard let low = bounds.low else { return "by \(high)" }
    if low == bounds.high { return high }
    let isOtherDay = day(low) != day(bounds.high)
    let text = isDated ? full(low) : isOtherDay ? "\(day(low).dropFirst(5)) \(clock(low))" : clock(low)
    return "(\(text), \(isDated && !isOtherDay ? clock(bounds.high) : high)]"
  }

  /// A length of time in its two largest units: `14 h 02 min`, `3 d 04 h`, `1 min 04 s`, `28 s`, `0.4 s`.
  static func length(_ milliseconds: Int64) -> String {
    func pair(_ large: Int64, _ largeUnit: String, _ small: Int64, _ smallUnit: String) -> String {
      small == 0 ? "\(large) \(largeUnit)" : "\(large) \(largeUnit) \(padded(small)) \(smallUnit)"
    }
    let seconds = milliseconds / 1000
    if milliseconds < 1000 { return milliseconds == 0 ? "0 s" : "0.\(max(1, milliseconds / 100)) s" }
    if seconds < 60 { return "\(seconds) s" }
    if seconds < 3600 { return pair(seconds / 60, "min", seconds % 60, "s") }
    if seconds < 86_400 { return pair(seconds / 3600, "h", seconds % 3600 / 60, "min") }
    return pair(seconds / 86_400, "d", seconds % 86_400 / 3600, "h")
  }

  /// Bounds of a length of time, `28-44 s`, `1:04-1:12 min`, `> 44 s`, `<= 12 s`: the low rounded down and the high
  /// rounded up, so that what is shown still contains what is known.
  static func range(_ bounds: LatencyBounds) -> String {
    let largest = bounds.high ?? bounds.low
    let unit = Unit.all.first { largest < $0.limit } ?? Unit.all[Unit.all.count - 1]
    let low = unit.text(bounds.low / unit.resolution)
    guard let high = bounds.high else { return "> \(low) \(unit.name)" }
    let top = unit.text((high + unit.resolution - 1) / unit.resolution)
    if bounds.low == 0, high > 0 { return "<= \(top) \(unit.name)" }
    return low == top ? "\(low) \(unit.name)" : "\(low)-\(top) \(unit.name)"
  }

  /// How lengths below a limit are written.
  private struct Unit {
    let limit: Int64
    let name: String
    /// Milliseconds of one step of the last digit.
    let resolution: Int64
    /// A number of such steps.
    let text: (Int64) -> String

    static var all: [Unit] {
      [
        Unit(limit: 10_000, name: "s", resolution: 100) { "\($0 / 10).\($0 % 10)" },
        Unit(limit: 100_000, name: "s", resolution: 1000) { "\($0)" },
        Unit(limit: 3_600_000, name: "min", resolution: 1000) { "\($0 / 60):\(padded($0 % 60))" },
        Unit(limit: 172_800_000, name: "h", resolution: 60_000) { "\($0 / 60):\(padded($0 % 60))" },
        Unit(limit: .max, name: "d", resolution: 8_640_000) { "\($0 / 10).\($0 % 10)" },
      ]
    }
  }

  /// `1,204`.
  static func count(_ number: Int) -> String {
    var digits = String(number)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }

  /// `1 poll`, `846 polls`.
  static func count(_ number: Int, _ noun: String) -> String { "\(count(number)) \(noun)\(number == 1 ? "" : "s")" }

  /// `#12`, `#12-857`: positions in the log.
  static func positions(_ range: ClosedRange<Int64>) -> String {
    range.lowerBound == range.upperBound ? "#\(range.lowerBound)" : "#\(range.lowerBound)-\(range.upperBound)"
  }

  /// A length that is known exactly: `49.5 s`, `2:08 min`, rounded to the nearest.
  static func exact(_ milliseconds: Int64) -> String {
    if milliseconds < 100_000 {
      let tenths = (milliseconds + 50) / 100
      return "\(tenths / 10).\(tenths % 10) s"
    }
    let seconds = (milliseconds + 500) / 1000 * 1000
    return range(LatencyBounds(low: seconds, high: seconds))
  }

  private static func padded(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
}
