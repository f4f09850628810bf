/// What is to be folded.
package struct FoldRequest: Sendable {
  /// After which days the states are written.
  package enum Checkpoints: String, Sendable, CaseIterable {
    /// After the last one alone.
    case last
    /// After each: days in between can be folded again later.
    case daily
  }

  /// The last day.
  package var through: Day
  /// Blocks of earlier days that a state holds are passed over; nil: there should be none.
  package var since: Day?
  /// After which days the states are written.
  package var checkpoints: Checkpoints
  /// Whether lines were selected from what `pack` wrote, so that its last lines do not count these blocks.
  package var isSelection: Bool

  /// A request from its parts.
  package init(through: Day, since: Day? = nil, checkpoints: Checkpoints = .last, isSelection: Bool = false) {
    self.through = through
    self.since = since
    self.checkpoints = checkpoints
    self.isSelection = isSelection
  }

  /// Whether a block must not be folded: its day is in the state already, or behind the last one.
  func isLate(_ day: Day, state: Day?) -> Bool {
    if day > through { return true }
    guard let since, day < since else { return state.map { day <= $0 } ?? false }
    // Passed over, if the state holds it.
    return state.map { day > $0 } ?? true
  }

  /// Whether a block that is not late is in the state already.
  func isPassedOver(_ day: Day) -> Bool { since.map { day < $0 } ?? false }
}
