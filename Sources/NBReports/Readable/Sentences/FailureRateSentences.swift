/// How often starts fail.
enum FailureRateSentences {
  static func lines(_ row: TableRow, _ days: String?) -> [Phrase]? {
    let ended = row.count("succeeded") + row.count("failed")
    guard row.count("attempts") > 0 else { return nil }
    let title = (row.group(before: "attempts") + [days].compactMap { $0 }).joined(separator: " · ")
    var text = ended == 0 ? "no start ended" : "\(NumberWords.grouped(row.count("failed"))) of "
    if ended > 0 { text += "\(NumberWords.count(ended, "start")) failed" }
    if let rate = row.number("failure_rate") {
      let limits = [row.number("failure_rate_low"), row.number("failure_rate_high")].map { $0.map(NumberWords.percent) }
      text += ", \(IntervalWords.estimate(NumberWords.percent(rate), limits[0], limits[1]))"
    }
    let others = [
      row.counted("cancelled", "cancelled"), row.counted("superseded", "replaced by another start"),
      row.counted("in_progress", "still starting"), row.counted("refused", "refused"),
    ].compactMap { $0 }
    if !others.isEmpty { text += "; besides \(others.joined(separator: ", "))" }
    return title.isEmpty ? [Phrase(text)] : ["\(strong: title)   \(text)"]
  }
}
