/// What was not observed.
enum ObservationSentences {
  static func lines(_ figures: SummaryFigures, _ style: SummarySentences.Style) -> [String] {
    if figures.events == 0 { return ["Nothing was observed in \(figures.window)."] }
    var sentences: [String] = []
    if let gap = figures.medianGap {
      sentences.append(
        "During starts there was a look every \(SummarySentences.duration(gap)) (median).")
    }
    if let longest = figures.gaps.first {
      let note = longest.note.isEmpty ? "" : ", \(SummarySentences.text(InstantText.humanWords(longest.note), style))"
      sentences.append(
        "The longest span without an observation was \(SummarySentences.duration(longest.length))\(note).")
    }
    return sentences.isEmpty ? [] : [sentences.joined(separator: " ")]
  }
}
