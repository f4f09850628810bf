/// How long a start takes, and how many become ready.
enum StartLatencySentences {
  static func lines(_ row: TableRow, _ days: String?) -> [Phrase]? {
    guard row.count("n") > 0 else { return nil }
    let starts = [NumberWords.count(row.count("n"), "start"), days].compactMap { $0 }.joined(separator: ", ")
    let title = (row.group(before: "n") + [starts]).joined(separator: " · ")
    let outcomes = [
      row.counted("succeeded", "became ready"), row.counted("failed", "failed"), row.counted("cancelled", "cancelled"),
      row.counted("in_progress", "still starting"),
    ].compactMap { $0 }.joined(separator: ", ")
    let note = NoteWords.text(row.text("note") ?? "")
    return ["\(strong: title)"] + [row.quantiles(), outcomes, note].filter { !$0.isEmpty }.map { Phrase("  " + $0) }
  }
}
