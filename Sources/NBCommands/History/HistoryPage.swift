import NBBasics
import NBObservations
import NBProjections
import NBReadModel
import NBReports

/// An instance's history as a page for people: what it is, then its life in order.
struct HistoryPage {
  /// How much of a long history is shown.
  struct Extent {
    /// So many of the latest attempts are shown with their steps.
    var full: Int
    /// So many before them are shown as a line each.
    var brief: Int
    /// So many entries at most; earlier ones are summed up.
    var entries: Int

    /// A screen or two.
    static let latest = Extent(full: 3, brief: 5, entries: 60)
    /// For a window that somebody chose.
    static let window = Extent(full: 12, brief: 60, entries: 500)
    static let all = Extent(full: .max, brief: .max, entries: .max)
  }

  private let history: InstanceHistory
  private let extent: Extent

  init(_ history: InstanceHistory, _ extent: Extent) {
    self.history = history
    self.extent = extent
  }

  /// The page.
  var document: Document {
    var blocks = HistoryHeader(history).blocks
    let first = firstShown
    if first > 0, let summary = summary(history.entries[..<first]) { blocks.append(.paragraph(summary)) }
    blocks += days(from: first).map(Block.journal)
    if history.entries.isEmpty { blocks.append(.paragraph("Nothing is known of this instance in this time.")) }
    return Document(head: blocks + [.lines(legend)])
  }

  /// How to read the page, and where more stands.
  private var legend: [Phrase] {
    var lines = [
      "Times are UTC; a–b: after a, not later than b. #: position in the log. Bars: █ certainly, ░ possibly, · not then, ‹ › beyond the bar."
    ]
    if history.entries.contains(where: \.hasImpliedStep) {
      lines.append("implied, *: follows from the outcome, was not listed.")
    }
    lines.append(
      "An answer: nbtrack history \(history.key.notebookID.prefix(8)) --raw POSITION. All events: --events.")
    return lines.map { Phrase([.toned($0, .faint)]) }
  }

  /// The first entry that is shown by itself.
  private var firstShown: Int {
    let attempts = history.entries.indices.filter { history.entries[$0].isAttempt }
    let shown = extent.full.addingReportingOverflow(extent.brief)
    var first = 0
    if !shown.overflow, attempts.count > shown.partialValue { first = attempts[attempts.count - shown.partialValue] }
    if history.entries.count - first > extent.entries { first = history.entries.count - extent.entries }
    return first
  }

  private func days(from first: Int) -> [Journal] {
    let attempts = history.entries.indices.filter { history.entries[$0].isAttempt }
    let isFullFrom = attempts.count > extent.full ? attempts[attempts.count - extent.full] : 0
    let selection = Selection(history.entries)
    var days: [Journal] = []
    var day = ""
    for index in history.entries.indices where index >= first && selection.isShown[index] {
      let entry = history.entries[index]
      let entryDay = HistoryText.day(entry.time)
      if entryDay != day { days.append(Journal(heading: "\(HistoryText.weekday(entry.time)) \(entryDay)")) }
      day = entryDay
      days[days.count - 1].entries.append(line(entry, at: index, isFull: index >= isFullFrom, selection))
    }
    return days
  }

  /// Which entries have a line of their own, and what is told with another one.
  private struct Selection {
    var isShown: [Bool] = []
    /// Polls without information during an attempt, by its place.
    var missed: [Int: NoInformation] = [:]
    /// The passing status before the one at a place: STOPPING before STOPPED.
    var passing: [Int: StatusRun] = [:]

    /// An attempt says its own starting statuses; a status says its gaps, and the passing status that led to it.
    init(_ entries: [HistoryEntry]) {
      var attempt: Int?
      var run: (run: StatusRun, index: Int)?
      var hasGap = false
      for (index, entry) in entries.enumerated() {
        switch entry {
        case .attempt: attempt = index
        case .status(let next):
          if let run, !hasGap, run.run.noInformation == nil, isShown[run.index],
            run.run.word.uppercased() == "STOPPING", next.word.uppercased() == "STOPPED"
          {
            isShown[run.index] = false
            passing[index] = run.run
          }
          isShown.append(!(next.isWithinAttempt && next.statusClass == .starting))
          if !isShown[index], let attempt, let polls = next.noInformation { missed[attempt] = polls }
          run = (next, index)
          hasGap = false
          continue
        case .gap(let gap):
          hasGap = true
          isShown.append(!(gap.isWithinStatus && run.map { isShown[$0.index] } ?? false))
          continue
        default: break
        }
        isShown.append(true)
      }
    }
  }

  private func line(
    _ entry: HistoryEntry, at index: Int, isFull: Bool, _ selection: Selection
  ) -> Journal.Entry {
    switch entry {
    case .status(let run):
      return Journal.Entry(
        time: HistoryText.bounds(run.since), text: statusText(run, at: index, passing: selection.passing[index]))
    case .attempt(let placed):
      return self.entry(of: placed, isFull, missed: selection.missed[index])
    case .refused(let placed):
      let attempt = placed.attempt
      let why = [attempt.refusalClass?.rawValue, attempt.errorCode].compactMap { $0 }.joined(separator: ", ")
      let message = placed.message.map { ": \($0)" } ?? ""
      return Journal.Entry(
        time: HistoryText.bounds(attempt.begin),
        text:
          "\(attempt.kind.word) \(attempt.number) \("refused", .odd) (\(why)), \(HistoryText.positions(placed.positions))\(message)"
      )
    case .request(let request):
      let result = request.isAccepted ? "accepted" : "answered HTTP \(request.httpStatus) \(request.errorCode ?? "")"
      return Journal.Entry(
        time: HistoryText.clock(request.at), text: "\(request.kind.word) \(result), #\(request.position)")
    case .gap(let gap):
      return Journal.Entry(
        time: HistoryText.bounds(InstantBounds(low: gap.from, high: gap.until)),
        text: "\("not observed", .odd) for \(HistoryText.length(gap.length)), between #\(gap.before) and #\(gap.after)")
    case .change(let change):
      return Journal.Entry(
        time: HistoryText.bounds(change.bounds),
        text: "\(change.what): \(change.old) → \(change.new), #\(change.position)")
    case .hiddenRestart(let bounds, let position):
      return Journal.Entry(
        time: HistoryText.bounds(bounds), text: "\("restarted", .odd): only a new token shows it, #\(position)")
    case .noInformation(let polls):
      return Journal.Entry(time: HistoryText.clock(polls.firstAt), text: Phrase(text(polls)))
    }
  }

  private func entry(of placed: PlacedAttempt, _ isFull: Bool, missed: NoInformation?) -> Journal.Entry {
    let block = AttemptBlock(placed, missed: missed.map(text))
    let time = HistoryText.bounds(placed.attempt.begin)
    guard isFull else {
      return Journal.Entry(time: time, text: block.headline + ", \(HistoryText.positions(placed.positions))")
    }
    return Journal.Entry(time: time, text: block.headline, details: block.details, spans: block.steps)
  }

  /// `RUNNING for 14 h 02 min, 846 polls, #12-857`, and what was not observed of it.
  private func statusText(_ run: StatusRun, at index: Int, passing: StatusRun?) -> Phrase {
    let length = run.lastAt - run.since.high
    var text = ""
    if length > 0 { text += " for \(HistoryText.length(length))" }
    if let passing {
      let time = passing.lastAt - passing.since.high
      text += ", after \(passing.word)" + (time > 0 ? " for \(HistoryText.length(time))" : "")
      text += ", \(HistoryText.count(run.observations + passing.observations, "poll"))"
      text += ", \(HistoryText.positions(run.positions.including(passing.positions.lowerBound)))"
    } else {
      text += ", \(HistoryText.count(run.observations, "poll")), \(HistoryText.positions(run.positions))"
    }
    if let polls = run.noInformation { text += "; \(self.text(polls))" }
    var gaps: [ObservationGap] = []
    for entry in history.entries[(index + 1)...] {
      if case .status = entry { break }
      if case .gap(let gap) = entry, gap.isWithinStatus { gaps.append(gap) }
    }
    if let longest = gaps.max(by: { $0.length < $1.length }) { text += gapText(gaps, longest) }
    return "\(run.word, .strong)\(text)"
  }

  private func gapText(_ gaps: [ObservationGap], _ longest: ObservationGap) -> String {
    if gaps.count == 1 {
      return "; not observed \(HistoryText.bounds(InstantBounds(low: longest.from, high: longest.until))), "
        + HistoryText.length(longest.length)
    }
    let sum = gaps.reduce(0) { $0 + $1.length }
    return "; \(gaps.count) gaps longer than 15 min, \(HistoryText.length(sum)) in all, longest "
      + HistoryText.length(longest.length)
  }

  private func text(_ polls: NoInformation) -> String {
    let statuses = polls.countByHTTPStatus.sorted { $0.key < $1.key }.map { code, count in
      (code == 0 ? "no answer" : "HTTP \(code)") + (count == 1 ? "" : " x\(HistoryText.count(count))")
    }
    let first = polls.count == 1 ? "#\(polls.positions.lowerBound)" : "first #\(polls.positions.lowerBound)"
    return
      "\(HistoryText.count(polls.count, "poll")) gave no usable answer (\(statuses.joined(separator: ", ")), \(first))"
  }

  /// What came before the entries that are shown, in one sentence.
  private func summary(_ earlier: ArraySlice<HistoryEntry>) -> Phrase? {
    guard let first = earlier.first, let last = earlier.last else { return nil }
    var outcomes: [String: Int] = [:]
    var gaps: (count: Int, length: Int64) = (0, 0)
    var restarts = 0
    for entry in earlier {
      switch entry {
      case .attempt(let placed), .refused(let placed): outcomes[placed.attempt.outcome.word, default: 0] += 1
      case .gap(let gap): gaps = (gaps.count + 1, gaps.length + gap.length)
      case .hiddenRestart: restarts += 1
      default: break
      }
    }
    let order: [AttemptOutcome] = [.succeeded, .failed, .cancelled, .superseded, .inProgress, .refused]
    var parts = order.compactMap { outcome in
      outcomes[outcome.word].map { "\(HistoryText.count($0)) \(outcome.word)" }
    }
    let starts = outcomes.values.reduce(0, +)
    parts = parts.isEmpty ? [] : ["\(HistoryText.count(starts, "start")): " + parts.joined(separator: ", ")]
    if restarts > 0 { parts.append("\(HistoryText.count(restarts, "restart")) only a token shows") }
    if gaps.count > 0 {
      parts.append("\(HistoryText.count(gaps.count, "gap")) of \(HistoryText.length(gaps.length)) in all")
    }
    let what = parts.isEmpty ? HistoryText.count(earlier.count, "line") : parts.joined(separator: "; ")
    return
      "Earlier, \(HistoryText.day(first.time)) to \(HistoryText.day(last.time)): \(what). --all shows it, or a window: --from, --until, --week, --last."
  }
}

extension HistoryEntry {
  /// What the entry is ordered and dated by.
  var time: Instant {
    switch self {
    case .status(let run): run.since.high
    case .attempt(let placed), .refused(let placed): placed.attempt.begin.high
    case .request(let request): request.at
    case .gap(let gap): gap.until
    case .change(let change): change.bounds.high
    case .hiddenRestart(let bounds, _): bounds.high
    case .noInformation(let polls): polls.firstAt
    }
  }

  /// Whether it is an attempt, refused ones aside.
  var isAttempt: Bool { if case .attempt = self { true } else { false } }

  var hasImpliedStep: Bool {
    if case .attempt(let placed) = self { placed.attempt.steps.contains(where: \.inferred) } else { false }
  }
}
