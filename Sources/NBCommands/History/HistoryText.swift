import NBBasics
import NBObservations
import NBProjections
import NBReports

/// What the log knows in the words of all pages. Times are UTC, to the second.
enum HistoryText {
  /// `17 Nov 2026`.
  static func day(_ instant: Instant) -> String { TimeWords.day(instant) }

  /// `Tuesday`.
  static func weekday(_ instant: Instant) -> String { TimeWords.weekday(instant) }

  /// `08:00:02`.
  static func clock(_ instant: Instant) -> String { TimeWords.clock(instant) }

  /// `17 Nov 2026 08:00:02`.
  static func full(_ instant: Instant) -> String { TimeWords.second(instant) }

  /// `07:59:55–08:00:02`: after the first, not later than the second (``TimeWords/bounds(_:_:isDated:year:)``).
  static func bounds(_ bounds: InstantBounds, isDated: Bool = false) -> String {
    TimeWords.bounds(
      bounds.low, bounds.high, isDated: isDated, year: TimeWords.year(bounds.high))
  }

  /// `4.2 h`.
  static func length(_ milliseconds: Int64) -> String {
    DurationWords.text(milliseconds: Double(milliseconds))
  }

  /// Bounds of a length of time: the low rounded down and the high rounded up, so that what is shown still contains
  /// what is known.
  static func range(_ bounds: LatencyBounds) -> String {
    let low = bounds.low > 0 || bounds.high == 0 ? DurationWords.text(milliseconds: Double(bounds.low), .down) : nil
    let high = bounds.high.map { DurationWords.text(milliseconds: Double($0), .up) }
    return IntervalWords.span(low, high) ?? "≥0 s"
  }

  /// `1,204`.
  static func count(_ number: Int) -> String { NumberWords.grouped(Int64(number)) }

  /// `1 poll`, `846 polls`.
  static func count(_ number: Int, _ noun: String) -> String { NumberWords.count(Int64(number), noun) }

  /// `#12`, `#12-857`: positions in the log.
  static func positions(_ range: ClosedRange<Int64>) -> String {
    range.lowerBound == range.upperBound ? "#\(range.lowerBound)" : "#\(range.lowerBound)-\(range.upperBound)"
  }
}
