import NBObservations
import NBProjections
import NBReadModel
import NBReports

/// A history as rows for machines: one a status, attempt, step, refusal, request, gap, change, restart, exposure, in
/// the order of the page. The columns are the same for all; what does not apply is empty.
enum HistoryTable {
  static let columns: [Column] = [
    Column("entry", .identifier), Column("begin_low", .time), Column("begin_high", .time), Column("end_low", .time),
    Column("end_high", .time), Column("attempt", .number, isKey: true), Column("step", .number, isKey: true),
    Column("kind", .identifier),
    Column("origin", .identifier), Column("status", .identifier), Column("outcome", .identifier),
    Column("duration_low_ms", .milliseconds), Column("duration_high_ms", .milliseconds),
    Column("server_total_ms", .milliseconds), Column("polls", .number), Column("polls_without_information", .number),
    Column("inferred", .number), Column("first_position", .number), Column("last_position", .number),
    Column("note", .text),
  ]

  static func table(_ history: InstanceHistory) -> Table {
    var rows: [[Cell]] = []
    for entry in history.entries { append(entry, to: &rows) }
    for exposure in history.exposure { append(exposure, history, to: &rows) }
    return Table(columns: columns, rows: rows)
  }

  /// The cells of a row by column, in the order of ``columns``.
  private struct Row {
    var cells: [Cell] = []

    init(_ entry: String) {
      cells = Array(repeating: .null, count: HistoryTable.columns.count)
      self["entry"] = .text(entry)
    }

    subscript(name: String) -> Cell {
      get { cells[HistoryTable.index[name]!] }
      set { cells[HistoryTable.index[name]!] = newValue }
    }

    mutating func setBegin(_ bounds: InstantBounds?) { set(bounds, "begin_low", "begin_high") }
    mutating func setEnd(_ bounds: InstantBounds?) { set(bounds, "end_low", "end_high") }

    private mutating func set(_ bounds: InstantBounds?, _ low: String, _ high: String) {
      self[low] = Cell(bounds?.low?.rfc3339)
      self[high] = Cell(bounds?.high.rfc3339)
    }

    mutating func setDuration(_ bounds: LatencyBounds?) {
      self["duration_low_ms"] = bounds.map { .integer($0.low) } ?? .null
      self["duration_high_ms"] = bounds?.high.map { .integer($0) } ?? .null
    }

    mutating func setPositions(_ range: ClosedRange<Int64>) {
      self["first_position"] = .integer(range.lowerBound)
      self["last_position"] = .integer(range.upperBound)
    }
  }

  private static let index = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1.name, $0) })

  private static func append(_ entry: HistoryEntry, to rows: inout [[Cell]]) {
    switch entry {
    case .status(let run): rows.append(row(run).cells)
    case .attempt(let placed):
      rows.append(row(placed, "attempt").cells)
      for step in placed.attempt.steps { rows.append(row(step, of: placed.attempt).cells) }
    case .refused(let placed): rows.append(row(placed, "refused").cells)
    case .request(let request):
      var row = Row("request")
      row.setBegin(InstantBounds(low: request.at, high: request.at))
      row["kind"] = .text(request.kind.word)
      row["outcome"] = .text(request.isAccepted ? "accepted" : "turned down")
      row.setPositions(request.position...request.position)
      let code = request.errorCode.map { " \($0)" } ?? ""
      row["note"] = request.isAccepted ? .null : .text("HTTP \(request.httpStatus)\(code)")
      rows.append(row.cells)
    case .gap(let gap):
      var row = Row("gap")
      row.setBegin(InstantBounds(low: gap.from, high: gap.from))
      row.setEnd(InstantBounds(low: gap.until, high: gap.until))
      row.setDuration(LatencyBounds(low: gap.length, high: gap.length))
      row.setPositions(min(gap.before, gap.after)...max(gap.before, gap.after))
      rows.append(row.cells)
    case .change(let change):
      var row = Row("change")
      row.setBegin(change.bounds)
      row["kind"] = .text(change.what)
      row.setPositions(change.position...change.position)
      row["note"] = .text("\(change.old) → \(change.new)")
      rows.append(row.cells)
    case .hiddenRestart(let bounds, let position):
      var row = Row("hidden-restart")
      row.setBegin(bounds)
      row.setPositions(position...position)
      rows.append(row.cells)
    case .noInformation(let polls):
      var row = Row("no-information")
      row.setBegin(InstantBounds(low: polls.firstAt, high: polls.firstAt))
      row.setEnd(InstantBounds(low: polls.lastAt, high: polls.lastAt))
      row["polls_without_information"] = .integer(Int64(polls.count))
      row.setPositions(polls.positions)
      rows.append(row.cells)
    }
  }

  private static func row(_ run: StatusRun) -> Row {
    var row = Row("status")
    row.setBegin(run.since)
    row.setEnd(run.until)
    row["status"] = .text(run.word)
    row.setDuration(run.duration)
    row["polls"] = .integer(Int64(run.observations))
    row["polls_without_information"] = .integer(Int64(run.noInformation?.count ?? 0))
    row.setPositions(run.positions)
    return row
  }

  private static func row(_ placed: PlacedAttempt, _ entry: String) -> Row {
    let attempt = placed.attempt
    var row = Row(entry)
    row.setBegin(attempt.begin)
    row.setEnd(attempt.end)
    row["attempt"] = .integer(Int64(attempt.number))
    row["kind"] = .text(attempt.kind.word)
    row["origin"] = .text(attempt.origin.word)
    row["outcome"] = .text(attempt.outcome.word)
    if attempt.outcome != .refused { row.setDuration(attempt.elapsed ?? attempt.total) }
    row["server_total_ms"] = attempt.serverTotal.map { .integer($0) } ?? .null
    row["polls"] = .integer(Int64(attempt.polls))
    row.setPositions(placed.positions)
    let notes = [
      attempt.failedStep.map { "failed step \($0)" }, attempt.failReason, attempt.refusalClass?.rawValue,
      attempt.errorCode, placed.message,
    ]
    let note = notes.compactMap { $0 }.joined(separator: ": ")
    row["note"] = note.isEmpty ? .null : .text(note)
    return row
  }

  private static func row(_ step: StepTiming, of attempt: StartAttempt) -> Row {
    var row = Row("step")
    row.setBegin(step.began)
    row.setEnd(step.ended)
    row["attempt"] = .integer(Int64(attempt.number))
    row["step"] = .integer(Int64(step.step))
    row["kind"] = .text(StepEntry.name(of: step.step))
    row["status"] = .text(step.status.word)
    row.setDuration(step.duration)
    row["inferred"] = .integer(step.inferred ? 1 : 0)
    return row
  }

  /// Lower and upper as the duration; what else there is in the note.
  private static func append(
    _ exposure: InstanceHistory.Exposure, _ history: InstanceHistory, to rows: inout [[Cell]]
  ) {
    let sum = exposure.sum
    var row = Row("exposure")
    row.setBegin(history.from.map { InstantBounds(low: $0, high: $0) })
    let end = min(history.until, history.asOf)
    row.setEnd(InstantBounds(low: end, high: end))
    row["kind"] = .text(exposure.resource.word)
    row.setDuration(LatencyBounds(low: sum.lower, high: sum.upper))
    var note =
      "best_s=\(NumberText.seconds(milliseconds: sum.best))"
      + " unobserved_s=\(NumberText.seconds(milliseconds: sum.unobserved))"
    if exposure.resource == .storage {
      note += " lower_gb_hours=\(ExposureSum.gbHours(sum.lowerGB)) best_gb_hours=\(ExposureSum.gbHours(sum.bestGB))"
      note += " upper_gb_hours=\(ExposureSum.gbHours(sum.upperGB))"
    }
    row["note"] = .text(note)
    rows.append(row.cells)
    for flag in exposure.flags {
      var row = Row("flag")
      row.setBegin(InstantBounds(low: flag.since, high: flag.since))
      row["kind"] = .text(exposure.resource.word)
      row["status"] = .text(flag.word)
      rows.append(row.cells)
    }
  }
}

extension Cell {
  init(_ text: String?) { self = text.map(Cell.text) ?? .null }
}
