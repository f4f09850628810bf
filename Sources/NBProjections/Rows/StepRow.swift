import NBBasics
import NBObservations

/// A row of `step`: one listed step of one attempt.
package struct StepRow: ProjectionRow {
  package static let table = "step"
  package static let key = ["stream_id", "attempt", "step"]

  package var stream: Int64 = 0
  package var attempt: Int64 = 0
  package var step: Int64 = 0
  package var status = ""
  package var beganLow: Instant?
  package var beganHigh: Instant?
  package var endedLow: Instant?
  package var endedHigh: Instant?
  /// Milliseconds, like every length of time here.
  package var durationLow: Int64?
  package var durationHigh: Int64?
  package var ageLow: Int64?
  package var ageHigh: Int64?
  package var lastUnfinished: Instant?
  package var inferred = false

  package static let columns: [RowColumn<StepRow>] = [
    RowColumn("stream_id", \.stream),
    RowColumn("attempt", \.attempt),
    RowColumn("step", \.step),
    RowColumn("status", \.status),
    RowColumn("began_low", \.beganLow),
    RowColumn("began_high", \.beganHigh),
    RowColumn("ended_low", \.endedLow),
    RowColumn("ended_high", \.endedHigh),
    RowColumn("duration_low", \.durationLow),
    RowColumn("duration_high", \.durationHigh),
    RowColumn("age_low", \.ageLow),
    RowColumn("age_high", \.ageHigh),
    RowColumn("last_unfinished", \.lastUnfinished),
    RowColumn("inferred", \.inferred),
  ]

  package init() {}

  package init(_ step: StepTiming, of attempt: StartAttempt, stream: Int64) {
    self.stream = stream
    self.attempt = Int64(attempt.number)
    self.step = Int64(step.step)
    status = step.status.word
    beganLow = step.began?.low
    beganHigh = step.began?.high
    endedLow = step.ended?.low
    endedHigh = step.ended?.high
    let duration = step.duration
    durationLow = duration?.low
    durationHigh = duration?.high
    let age = step.ageAtEnd(begin: attempt.begin)
    ageLow = age?.low
    ageHigh = age?.high
    lastUnfinished = step.lastUnfinished
    inferred = step.inferred
  }
}
