/// Which API call was answered.
public enum ObservationKind: UInt8, CaseIterable, Sendable {
  /// StartNotebook.
  case start = 0
  /// ShowNotebook, or one row of ListNotebooks.
  case poll = 1
  /// CreateNotebook.
  case create = 2
  /// StopNotebook.
  case stop = 3
  /// DeleteNotebook.
  case delete = 4

  /// The word in an envelope's `kind`.
  public var word: String {
    switch self {
    case .start: "start"
    case .poll: "poll"
    case .create: "create"
    case .stop: "stop"
    case .delete: "delete"
    }
  }

  /// The kind that a word names, in any case; nil for any other word.
  public init?(word: String) {
    guard let kind = Self.allCases.first(where: { $0.word == word.lowercased() }) else { return nil }
    self = kind
  }

  /// Whether the call asks for an instance to come up.
  @inlinable
  public var bringsUp: Bool { self == .start || self == .create }

  /// Order among observations of one instance with the same `observed_at`: what asked comes before what looked.
  @inlinable
  public var rank: Int { bringsUp ? 0 : 1 }
}
