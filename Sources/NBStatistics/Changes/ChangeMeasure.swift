/// What is searched for a change within a group of attempts.
package enum ChangeMeasure: Sendable, Hashable {
  /// The time from the request to ready.
  case start
  /// The duration of a step, from 1.
  case step(Int)
  /// The share of the starts that ended which failed.
  case failureRate

  /// `start`, `step 2`, `failure rate`: for columns and sentences.
  package var name: String {
    switch self {
    case .start: "start"
    case .step(let number): "step \(number)"
    case .failureRate: "failure rate"
    }
  }
}

/// One start attempt as the search reads it.
package struct ChangeAttempt: Sendable {
  /// When it began and ended, and how. It stands on the time axis at its `beginHigh`.
  package let start: StartRow
  /// What it says of each step, from step 1; nil: nothing.
  package let steps: [StepRow?]
  /// Milliseconds between consecutive looks at it, in any order.
  package let gaps: [Int64]
  /// Attempts are compared with attempts of the same stratum alone, so that a change of the mix is no change. Of a group
  /// by flavor: the kind; of any other: flavor and kind.
  package let stratum: String

  /// Any order and number of steps will do; those beyond the last one listed are unknown.
  package init(start: StartRow, steps: [StepRow?], gaps: [Int64], stratum: String) {
    self.start = start
    self.steps = steps
    self.gaps = gaps
    self.stratum = stratum
  }

  /// What it says of a step, from 1; nil: nothing.
  func step(_ number: Int) -> StepRow? { steps.indices.contains(number - 1) ? steps[number - 1] : nil }
}

/// The attempts of one group: of a flavor, an image, whatever is asked for.
package struct ChangeGroup: Sendable {
  /// Tells the group from the others of the same search.
  package let name: String
  /// In any order.
  package let attempts: [ChangeAttempt]

  /// Groups may overlap in nothing: an attempt belongs to one group of a search.
  package init(name: String, attempts: [ChangeAttempt]) {
    self.name = name
    self.attempts = attempts
  }
}
