/// The status words of the notebook API, and *gone*, which is an outcome of a call and not a word.
///
/// A new word is a case with its number, its word and its class here, and whatever else the compiler then asks for. The
/// numbers are stored in states: they never change their meaning.
public enum InstanceStatus: UInt8, CaseIterable, Sendable {
  case initial = 0
  case creating = 1
  case starting = 2
  case running = 3
  case snapshotting = 4
  case createFailed = 5
  case startFailed = 6
  case error = 7
  case stopping = 8
  case stopped = 9
  case deleting = 10
  case deleted = 11
  case deleteFailed = 12
  case frozen = 13
  /// The instance does not exist any more (HTTP 404, ModelArts.6309, ModelArts.6404).
  case gone = 14
  /// A word that is none of the documented ones.
  case other = 15

  /// The API's word in upper case; `GONE` for gone; empty for other.
  public var word: String {
    switch self {
    case .initial: "INIT"
    case .creating: "CREATING"
    case .starting: "STARTING"
    case .running: "RUNNING"
    case .snapshotting: "SNAPSHOTTING"
    case .createFailed: "CREATE_FAILED"
    case .startFailed: "START_FAILED"
    case .error: "ERROR"
    case .stopping: "STOPPING"
    case .stopped: "STOPPED"
    case .deleting: "DELETING"
    case .deleted: "DELETED"
    case .deleteFailed: "DELETE_FAILED"
    case .frozen: "FROZEN"
    case .gone: "GONE"
    case .other: ""
    }
  }

  /// The status that a word of an answer names, in any case; any unknown word is `.other`.
  public init(word: String) {
    self = Self.byWord[word.uppercased()] ?? .other
  }

  private static let byWord: [String: InstanceStatus] = Dictionary(
    uniqueKeysWithValues: allCases.filter { $0 != .gone && $0 != .other }.map { ($0.word, $0) })

  /// The class that decides how the folds read the status.
  public var statusClass: StatusClass {
    switch self {
    case .initial, .creating, .starting: .starting
    case .running, .snapshotting: .up
    case .createFailed, .startFailed, .error: .failed
    case .stopping, .stopped, .deleting, .deleted, .deleteFailed, .frozen, .gone: .down
    case .other: .unknown
    }
  }
}

/// What a status means for a start: on its way, up, failed, down, or not to be told.
public enum StatusClass: String, Sendable {
  case starting, up, failed, down, unknown
}
