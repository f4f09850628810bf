/// Status of one JobProgress step, in the order of advance: FAILED > COMPLETED > PROCESSING > WAITING.
///
/// The numbers are stored in states: they never change their meaning.
public enum StepStatus: UInt8, Comparable, CaseIterable, Sendable {
  case waiting = 0
  case processing = 1
  case completed = 2
  case failed = 3

  /// The API's word.
  public var word: String {
    switch self {
    case .waiting: "WAITING"
    case .processing: "PROCESSING"
    case .completed: "COMPLETED"
    case .failed: "FAILED"
    }
  }

  /// The status that a word names, in any case; nil for any other word.
  public init?(word: String) {
    guard let status = Self.allCases.first(where: { $0.word == word.uppercased() }) else { return nil }
    self = status
  }

  /// Whether `left` is less advanced.
  @inlinable
  public static func < (left: StepStatus, right: StepStatus) -> Bool {
    left.rawValue < right.rawValue
  }
}

/// One item of `action_progress` whose step is 1 to 4 and whose status is a known word.
///
/// Items with other steps or words are not represented: they are kept in the stored answer and ignored by the folds.
/// A list that names a step twice is represented once, at its most advanced.
public struct StepEntry: Hashable, Sendable {
  /// 1 prepare storage, 2 prepare compute, 3 configure network, 4 initialise.
  public let step: Int
  /// How far the step has come.
  public let status: StepStatus

  /// An entry from its parts; `step` is 1 to 4.
  public init(step: Int, status: StepStatus) {
    self.step = step
    self.status = status
  }

  /// Human names of the steps, by number.
  public static func name(of step: Int) -> String {
    switch step {
    case 1: "prepare storage"
    case 2: "prepare compute"
    case 3: "configure network"
    case 4: "initialise"
    default: ""
    }
  }
}
