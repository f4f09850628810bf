import NBBasics
import NBObservations

/// A row of `attempt`: one attempt to bring an instance up, refused ones included.
package struct AttemptRow: ProjectionRow {
  package static let table = "attempt"
  package static let key = ["stream_id", "attempt"]

  package var stream: Int64 = 0
  package var attempt: Int64 = 0
  package var kind = ""
  package var origin = ""
  package var outcome = ""
  package var beginLow: Instant?
  package var beginHigh = Instant(milliseconds: 0)
  package var endLow: Instant?
  package var endHigh: Instant?
  /// Milliseconds, like every length of time here.
  package var totalLow: Int64?
  package var totalHigh: Int64?
  package var elapsedLow: Int64?
  package var elapsedHigh: Int64?
  package var serverTotal: Int64?
  /// Those that have columns.
  package var traits = InstanceTraits.unknown
  package var flavorClassGuess = ""
  package var flavorClassGuessBasis = ""
  package var polls: Int64 = 0
  package var failedStep: Int64?
  package var failReason: String?
  package var errorCode: String?
  package var refusalClass: String?
  /// A JSON array of [gap, count], ascending.
  package var gaps = "[]"
  package var beginByServer = false

  package static let columns: [RowColumn<AttemptRow>] =
    [
      RowColumn("stream_id", \.stream),
      RowColumn("attempt", \.attempt),
      RowColumn("kind", \.kind),
      RowColumn("origin", \.origin),
      RowColumn("outcome", \.outcome),
      RowColumn("begin_low", \.beginLow),
      RowColumn("begin_high", \.beginHigh),
      RowColumn("end_low", \.endLow),
      RowColumn("end_high", \.endHigh),
      RowColumn("total_low", \.totalLow),
      RowColumn("total_high", \.totalHigh),
      RowColumn("elapsed_low", \.elapsedLow),
      RowColumn("elapsed_high", \.elapsedHigh),
      RowColumn("server_total", \.serverTotal),
    ] + RowColumn.traits(\.traits) + [
      RowColumn("flavor_class_guess", \.flavorClassGuess),
      RowColumn("flavor_class_guess_basis", \.flavorClassGuessBasis),
      RowColumn("polls", \.polls),
      RowColumn("failed_step", \.failedStep),
      RowColumn("fail_reason", \.failReason),
      RowColumn("error_code", \.errorCode),
      RowColumn("refusal_class", \.refusalClass),
      RowColumn("gaps", \.gaps),
      RowColumn("begin_by_server", \.beginByServer),
    ]

  package init() {}

  package init(_ attempt: StartAttempt, stream: Int64) {
    self.stream = stream
    self.attempt = Int64(attempt.number)
    kind = attempt.kind.word
    origin = attempt.origin.word
    outcome = attempt.outcome.word
    beginLow = attempt.begin.low
    beginHigh = attempt.begin.high
    endLow = attempt.end?.low
    endHigh = attempt.end?.high
    let total = attempt.total
    totalLow = total?.low
    totalHigh = total?.high
    let elapsed = attempt.elapsed
    elapsedLow = elapsed?.low
    elapsedHigh = elapsed?.high
    serverTotal = attempt.serverTotal
    traits = attempt.traits
    flavorClassGuess = traits.flavorClass.class.rawValue
    flavorClassGuessBasis = traits.flavorClass.basis.rawValue
    polls = Int64(attempt.polls)
    failedStep = attempt.failedStep.map(Int64.init)
    failReason = attempt.failReason
    errorCode = attempt.errorCode
    refusalClass = attempt.refusalClass?.rawValue
    gaps = "[" + attempt.gaps.runs.map { "[\($0.gap),\($0.count)]" }.joined(separator: ",") + "]"
    beginByServer = attempt.isBeginByServer
  }
}
