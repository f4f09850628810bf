/// What was not observed.
enum ObservationSentences {
  static func lines(_ figures: SummaryFigures) -> [String] {
    if figures.events == 0 { return ["Nothing was observed in \(figures.window)."] }
    var sentences: [String] = []
    if let gap = figures.medianGap {
      sentences.append(
        "During starts, notebooks were polled every \(SummarySentences.duration(gap)) (median).")
    }
    if let hidden = figures.hiddenStepShare, hidden > 0 {
      sentences.append("In \(NumberWords.percent(hidden)) of the starts two or more steps finished between two polls.")
    }
    if let stepless = figures.stepless, stepless > 0 {
      sentences.append("In \(NumberWords.percent(stepless)) no step was listed.")
    }
    if let longest = figures.gaps.first {
      sentences.append(
        "The longest time without data on a notebook was \(SummarySentences.duration(longest.length)).")
    }
    return sentences.isEmpty ? [] : [sentences.joined(separator: " ")]
  }
}
