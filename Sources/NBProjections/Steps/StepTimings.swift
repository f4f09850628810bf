import NBBasics
import NBObservations

/// The steps of one start attempt, folded from the lists of the observations that apply to it.
///
/// Rules T1 to T12 of docs/semantics.md. Which observations apply, and which of them closes the attempt, is decided by
/// ``StartAttempts``.
package struct StepTimings: Sendable, Equatable {
  /// As of a ``Projection``; an attempt folds the steps within itself.
  package static let name = "step"
  package static let version = 3

  /// Ascending by step; a step that was never listed has no row.
  package private(set) var rows: [StepTiming] = []

  /// No step was listed yet.
  package init() {}

  /// Applies the list of one observation, the closing one or an ordinary look.
  ///
  /// - Parameters:
  ///   - low: ``FoldEvent/low`` of the observation.
  ///   - floor: begin.low of the attempt as known now.
  ///   - closing: whether the observation closes the attempt as succeeded, failed or cancelled.
  mutating func apply(
    _ entries: [StepEntry], low: Instant, at instant: Instant, floor: Instant?, closing: Bool
  ) {
    for entry in entries {
      let index = row(of: entry.step, floor: floor)
      if closing {
        rows[index].close(entry.status, at: instant)
      } else {
        rows[index].look(entry.status, low: low, at: instant)
      }
    }
  }

  /// Whether a list names a completed step as unfinished: the platform has started over.
  func startsOver(_ entries: [StepEntry]) -> Bool {
    entries.contains { entry in
      entry.status < .completed && rows.contains { $0.step == entry.step && $0.status == .completed }
    }
  }

  /// The attempt succeeded at `instant`: every listed step that has not ended is completed by implication (T9).
  mutating func completeUnfinished(at instant: Instant) {
    for index in rows.indices where rows[index].ended == nil {
      rows[index].begin(at: instant)
      rows[index].end(at: instant)
      rows[index].status = .completed
      rows[index].inferred = true
    }
  }

  /// The attempt failed at `instant`: without a FAILED step, those in progress are what failed (T10).
  mutating func failProcessing(at instant: Instant) {
    guard lowestFailed == nil else { return }
    for index in rows.indices where rows[index].status == .processing {
      rows[index].end(at: instant)
      rows[index].status = .failed
      rows[index].inferred = true
    }
  }

  /// The lowest FAILED step; nil when none is.
  var lowestFailed: Int? { rows.first { $0.status == .failed }?.step }

  /// The index of a step's row, which is made if the step was never listed.
  private mutating func row(of step: Int, floor: Instant?) -> Int {
    let index = rows.firstIndex { $0.step >= step } ?? rows.endIndex
    if index == rows.endIndex || rows[index].step != step {
      rows.insert(StepTiming(step: step, floor: floor), at: index)
    }
    return index
  }

  func encode(into writer: inout StateWriter) {
    writer.write(rows) { $1.encode(into: &$0) }
  }

  init(from reader: inout StateReader) throws(StateCodingError) {
    rows = try reader.array { reader throws(StateCodingError) in try StepTiming(from: &reader) }
  }
}
