import NBBasics
import NBObservations
import NBReports

/// One change in words: `v100 step 2: 29 s → 79 s since 19 Nov 09:00 (p < 0.001)`, and what stands behind it.
struct ChangeSentence {
  private let table: Table
  private let row: Int
  private let subject: String
  private let year: Int64

  init(_ table: Table, _ row: Int, subject: String, year: Int64) {
    self.table = table
    self.row = row
    self.subject = subject
    self.year = year
  }

  var head: String {
    let p = number("p_value").map { " (\(NumberWords.probability($0)))" } ?? ""
    return "\(subject): \(value("before")) → \(value("after")) \(since)\(p)"
  }

  var details: [String] {
    var first: [String] = []
    if isRate {
      if let change = number("difference") { first.append(Quantity(change, .share).change) }
      let limits = ["difference_low", "difference_high"].map { number($0).map { Quantity($0, .share).change } }
      if let range = IntervalWords.range(limits[0], limits[1]), !first.isEmpty { first[0] += " (\(range))" }
    } else if let factor = number("factor") {
      let limits = ["factor_low", "factor_high"].map { number($0).map { NumberWords.trimmed($0, decimals: 1) } }
      let range = IntervalWords.range(limits[0], limits[1]).map { " (\($0))" } ?? ""
      first.append("\(NumberWords.trimmed(factor, decimals: 1)) times as long\(range)")
    }
    first.append("\(starts) before, \(count("after_n")) after")
    var lines = [first.joined(separator: "; ")]
    if let earliest = instant("since_earliest"), let latest = instant("since_latest") {
      lines.append(
        "the change lies between \(TimeWords.minute(earliest, year: year)) and \(TimeWords.minute(latest, year: year))"
          + " (95 %)")
    }
    return lines
  }

  private var isRate: Bool { table.cell("measure", row: row).text == "failure_rate" }

  /// Between two starts that are hours apart nothing is more likely than the rest; else the whole hour in between, or the
  /// first start behind the change.
  private var since: String {
    guard let low = instant("since_low"), let high = instant("since_high") else { return "" }
    if high - low > 6 * 3_600_000 {
      return "between \(TimeWords.minute(low, year: year)) and \(TimeWords.minute(high, year: year))"
    }
    let hour = Instant(milliseconds: high.milliseconds.flooredQuotient(by: 3_600_000) * 3_600_000)
    return "since \(TimeWords.minute(hour > low ? hour : high, year: year))"
  }

  private func value(_ column: String) -> String {
    let unit = isRate ? Unit.share : .duration
    func text(_ name: String) -> String? { number(name).map { Quantity(isRate ? $0 : $0 * 1000, unit).text() } }
    if let estimate = text(column) { return estimate }
    return IntervalWords.span(text(column + "_low"), text(column + "_high")) ?? "?"
  }

  private var starts: String { NumberWords.count(Int64(number("before_n") ?? 0), "start") }

  private func count(_ column: String) -> String { NumberWords.grouped(Int64(number(column) ?? 0)) }

  private func number(_ column: String) -> Double? { table.cell(column, row: row).number }

  private func instant(_ column: String) -> Instant? {
    table.cell(column, row: row).text.flatMap(Instant.init(rfc3339:))
  }
}
