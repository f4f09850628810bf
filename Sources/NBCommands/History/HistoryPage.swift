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

  /// The lines, none wider than `width` columns (40 at least).
  func lines(width: Int, isColored: Bool) -> [String] {
    var page = PageLines(width: width, isColored: isColored)
    HistoryHeader(history).write(to: &page)
    page.addSpace()
    let first = firstShown
    if first > 0 { writeSummary(history.entries[..<first], &page) }
    writeEntries(from: first, &page)
    if history.entries.isEmpty { page.add("", "Nothing is known of this instance in this time.", indent: 0) }
    page.addSpace()
    page.add(
      "",
      "Times are UTC; a–b: after a, not later than b. #: position in the log. Bars: █ certainly, ░ possibly, · not then.",
      indent: 0, .faint)
    if history.entries.contains(where: \.hasImpliedStep) {
      page.add("", "implied, *: follows from the outcome, was not listed.", indent: 0, .faint)
    }
    let id = history.key.notebookID
    page.add("", "An answer: nbtrack history \(id.prefix(8)) --raw POSITION. All events: --events.", indent: 0, .faint)
    return page.lines
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

  private func writeEntries(from first: Int, _ page: inout PageLines) {
    let attempts = history.entries.indices.filter { history.entries[$0].isAttempt }
    let isFullFrom = attempts.count > extent.full ? attempts[attempts.count - extent.full] : 0
    let selection = Selection(history.entries)
    var day = ""
    for index in history.entries.indices where index >= first && selection.isShown[index] {
      let entry = history.entries[index]
      let entryDay = HistoryText.day(entry.time)
      if entryDay != day {
        page.addSpace()
        page.add("", "\(HistoryText.weekday(entry.time)) \(entryDay)", indent: 0, .strong)
        day = entryDay
      }
      write(entry, at: index, isFull: index >= isFullFrom, selection, &page)
    }
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

  private func write(
    _ entry: HistoryEntry, at index: Int, isFull: Bool, _ selection: Selection, _ page: inout PageLines
  ) {
    func line(_ time: String, _ text: String, _ emphasis: PageLines.Emphasis? = nil, on word: String? = nil) {
      page.add(Self.timed(time), text, indent: Self.textColumn, emphasis, on: word)
    }
    switch entry {
    case .status(let run):
      line(
        HistoryText.bounds(run.since), statusText(run, at: index, passing: selection.passing[index]), .strong,
        on: VisibleText.of(run.word))
    case .attempt(let placed):
      writeAttempt(placed, isFull, missed: selection.missed[index], &page)
    case .refused(let placed):
      let attempt = placed.attempt
      let why = [attempt.refusalClass?.rawValue, attempt.errorCode].compactMap { $0 }.joined(separator: ", ")
      let message = placed.message.map { ": \($0)" } ?? ""
      line(
        HistoryText.bounds(attempt.begin),
        "\(attempt.kind.word) \(attempt.number) refused (\(why)), \(HistoryText.positions(placed.positions))\(message)",
        .odd, on: "refused")
    case .request(let request):
      let result = request.isAccepted ? "accepted" : "answered HTTP \(request.httpStatus) \(request.errorCode ?? "")"
      line(HistoryText.clock(request.at), "\(request.kind.word) \(result), #\(request.position)")
    case .gap(let gap):
      line(
        HistoryText.bounds(InstantBounds(low: gap.from, high: gap.until)),
        "not observed for \(HistoryText.length(gap.length)), between #\(gap.before) and #\(gap.after)", .odd,
        on: "not observed")
    case .change(let change):
      line(
        HistoryText.bounds(change.bounds),
        "\(change.what): \(change.old) → \(change.new), #\(change.position)")
    case .hiddenRestart(let bounds, let position):
      line(
        HistoryText.bounds(bounds), "restarted: only a new token shows it, #\(position)",
        .odd, on: "restarted")
    case .noInformation(let polls):
      line(HistoryText.clock(polls.firstAt), text(polls))
    }
  }

  private static let textColumn = 24

  private static func timed(_ time: String) -> String {
    let text = "  \(time)"
    return text.count < textColumn ? Padding.pad(text, to: textColumn, .left) : text + "  "
  }

  private func writeAttempt(
    _ placed: PlacedAttempt, _ isFull: Bool, missed: NoInformation?, _ page: inout PageLines
  ) {
    let block = AttemptBlock(placed, missed: missed.map(text))
    let brief = isFull ? "" : ", \(HistoryText.positions(placed.positions))"
    page.add(
      Self.timed(HistoryText.bounds(placed.attempt.begin)), block.headline + brief, indent: Self.textColumn,
      block.emphasis.0, on: block.emphasis.word)
    guard isFull else { return }
    for detail in block.details { page.add("    ", detail, indent: 4) }
    for step in block.steps(width: page.width) {
      page.addFitted(step, step.contains("FAILED") ? .bad : nil, on: "FAILED")
    }
  }

  /// `RUNNING for 14 h 02 min, 846 polls, #12-857`, and what was not observed of it.
  private func statusText(_ run: StatusRun, at index: Int, passing: StatusRun?) -> String {
    let length = run.lastAt - run.since.high
    var text = run.word
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
    guard let longest = gaps.max(by: { $0.length < $1.length }) else { return text }
    if gaps.count == 1 {
      return text + "; not observed \(HistoryText.bounds(InstantBounds(low: longest.from, high: longest.until))), "
        + HistoryText.length(longest.length)
    }
    let sum = gaps.reduce(0) { $0 + $1.length }
    return text + "; \(gaps.count) gaps longer than 15 min, \(HistoryText.length(sum)) in all, longest "
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
  private func writeSummary(_ earlier: ArraySlice<HistoryEntry>, _ page: inout PageLines) {
    guard let first = earlier.first, let last = earlier.last else { return }
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
    page.add(
      "",
      "Earlier, \(HistoryText.day(first.time)) to \(HistoryText.day(last.time)): \(what). "
        + "--all shows it, or a window: --from, --until, --week, --last.", indent: 2)
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
