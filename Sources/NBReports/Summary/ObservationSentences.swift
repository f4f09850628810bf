/// What was not observed.
enum ObservationSentences {
  static func lines(_ figures: SummaryFigures, _ style: SummarySentences.Style) -> [String] {
    if figures.events == 0 { return ["Nothing was observed in \(figures.window)."] }
    var sentences: [String] = []
    if let gap = figures.medianGap {
      sentences.append(
        "During starts there was a look every \(SummarySentences.duration(gap)) (median).")
    }
    if let hidden = figures.hiddenStepShare, hidden > 0 {
      sentences.append("In \(HumanText.percent(hidden)) of the starts two or more steps ended between two looks.")
    }
    if let stepless = figures.stepless, stepless > 0 {
      sentences.append("In \(HumanText.percent(stepless)) no step was listed.")
    }
    if let longest = figures.gaps.first {
      let note = longest.note.isEmpty ? "" : ", \(SummarySentences.text(InstantText.humanWords(longest.note), style))"
      sentences.append(
        "The longest time that an instance was not observed was \(SummarySentences.duration(longest.length))\(note).")
    }
    return sentences.isEmpty ? [] : [sentences.joined(separator: " ")]
  }
}
