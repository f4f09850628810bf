/// How long a step takes.
enum StepLatencySentences {
  static func lines(_ row: TableRow, _ days: String?) -> [Phrase]? {
    guard row.count("n") > 0 else { return nil }
    let step = "step \(row.count("step")) \(row.text("step_name") ?? "")"
    let starts = [NumberWords.count(row.count("n"), "start"), days].compactMap { $0 }.joined(separator: ", ")
    let title = ([step] + row.group(before: "step") + [starts]).joined(separator: " · ")
    let ends = [row.counted("failed", "failed here"), row.counted("censored", "not over")].compactMap { $0 }
    let figures = ([row.quantiles()] + ends).filter { !$0.isEmpty }.joined(separator: "   ")
    let note = NoteWords.text(row.text("note") ?? "")
    return ["\(strong: title)"] + [figures, note].filter { !$0.isEmpty }.map { Phrase("  " + $0) }
  }
}
