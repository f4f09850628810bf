import NBSQLite
import NBStatistics

/// An attempt with its steps, from columns of SQL.
enum AttemptText {
  /// How many values ``attempt(_:stratum:)`` takes.
  static let columns = 9

  /// - Parameter values: `outcome, begin_low, begin_high, end_low, end_high, last_applied, server_total, gaps, steps`; the
  ///   steps as `step,status,began_low,began_high,ended_low,ended_high,last_unfinished`, empty for NULL, joined by `;`.
  /// - Returns: nil for refused starts and for those without a begin.
  static func attempt(_ values: ArraySlice<Value>, stratum: String) -> ChangeAttempt? {
    guard let start = StartLatencyAggregate.row(values) else { return nil }
    let listed = (values[values.startIndex + 8].text ?? "").utf8.split(separator: UInt8(ascii: ";")).map(fields)
    let begin = (low: start.beginLow, high: start.beginHigh)
    let steps = (1...4).map { number -> StepRow? in
      guard let row = listed.first(where: { self.number($0[0]) == Int64(number) }) else {
        guard start.outcome == .succeeded, let end = start.endHigh else { return nil }
        return .implied(begin: begin, endHigh: end)
      }
      return step(row, begin)
    }
    return ChangeAttempt(
      start: start, steps: steps, gaps: GapList.gaps(values[values.startIndex + 7].text), stratum: stratum)
  }

  /// Bytes are split several times as fast as characters.
  private typealias Bytes = Substring.UTF8View

  private static func number(_ text: Bytes) -> Int64? {
    Int64(Substring(text)).flatMap { Value.integer($0).milliseconds }
  }

  private static func fields(_ row: Bytes) -> [Bytes] {
    row.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
  }

  private static func step(_ row: [Bytes], _ begin: (low: Int64?, high: Int64)) -> StepRow? {
    guard row.count == 7, let beganHigh = number(row[3]) else { return nil }
    let began = (low: number(row[2]), high: beganHigh)
    let ended = (low: number(row[4]), high: number(row[5]))
    if row[1].elementsEqual("FAILED".utf8) { return StepRow(.failed, begin: begin, began: began, ended: ended) }
    guard ended.high != nil else {
      return StepRow(.censored, begin: begin, began: began, ended: (ended.low ?? number(row[6]), nil))
    }
    return StepRow(.completed, begin: begin, began: began, ended: ended)
  }
}
