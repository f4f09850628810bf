import NBEventLog
import NBObservations
import NBProjections
import NBReadModel
import NBReports

/// `nbtrack history ID --events`: the events of one instance, a row each, in projection order.
enum HistoryEventList {
  /// For machines, in the order of the contract.
  private static let columns: [Column] = [
    Column("position", .number, isKey: true), Column("observed_at", .time), Column("recorded_at", .time),
    Column("kind", .identifier), Column("http_status", .number), Column("status", .identifier),
    Column("steps", .identifier), Column("note", .text),
  ]

  /// On a terminal the time of recording comes last: it is the first to be left out where there is no room.
  private static let order = [
    "position", "observed_at", "kind", "http_status", "status", "steps", "note", "recorded_at",
  ]

  /// Writes the rows as they are read: there may be millions.
  static func write(_ key: StreamKey, _ period: Period, in log: EventLog, to output: OutputOptions) throws {
    let progress = Progress(unit: .events)
    progress.begin("reading events", total: nil)
    let places =
      output.resolvedFormat == .table
      ? order.compactMap { name in columns.firstIndex { $0.name == name } } : Array(columns.indices)
    let answer = AnswerPage(year: TimeWords.year(period.asOf))
    try output.stream(places.map { columns[$0] }, answer) { emit in
      try HistoryEvents.forEach(of: key, period, in: log, progress: { progress.update(Int64($0)) }) { event in
        let cells = Self.cells(event, isTable: output.resolvedFormat == .table)
        return try emit(places.map { cells[$0] })
      }
    }
    progress.end()
  }

  /// - Parameter isTable: whether steps are shortened to their letters, `1C 2P 3W 4W`.
  private static func cells(_ event: HistoryEvents.Row, isTable: Bool) -> [Cell] {
    let answer = event.answer
    let steps = answer.facts.steps.map { entry in
      isTable ? "\(entry.step)\(entry.status.word.prefix(1))" : "\(entry.step) \(entry.status.word)"
    }.joined(separator: isTable ? " " : ", ")
    return [
      .integer(event.position), .text(event.observedAt.rfc3339), Cell(event.recordedAt?.rfc3339),
      .text(answer.kind.word), .integer(Int64(answer.httpStatus)),
      Cell(answer.status == .gone ? InstanceStatus.gone.word : answer.facts.statusWord),
      steps.isEmpty ? .null : .text(steps), Cell(note(event)),
    ]
  }

  /// What the other columns do not tell: that it does not count, refusal, no information, error code, reason of a failure.
  private static func note(_ event: HistoryEvents.Row) -> String? {
    let answer = event.answer
    var parts: [String] = []
    if let void = event.voidedBy { parts.append("void since position \(void)") }
    switch answer.observationClass {
    case .accepted: break
    case .gone: break
    case .refused: parts.append("refused (\(answer.refusalClass?.rawValue ?? "invalid"))")
    case .noInformation: parts.append(answer.httpStatus == 0 ? "no answer" : "no information")
    }
    if let code = answer.facts.errorCode { parts.append(code) }
    if let reason = answer.facts.failReason, answer.statusClass == .failed { parts.append(reason) }
    if let message = answer.facts.errorMessage { parts.append(message) }
    return parts.isEmpty ? nil : parts.joined(separator: ": ")
  }
}
