import NBBasics

/// What reading some input gave: observations in input order, and the parts that are none.
public struct ObservationBatch: Sendable {
  /// The observations, in input order.
  public var observations: [Observation] = []
  /// The parts that are no observations, in input order.
  public var rejects: [Reject] = []

  /// An empty batch.
  public init() {}

  /// Observations read, rejected ones included.
  public var count: Int { observations.count + rejects.count }
}

/// A part of the input that is no observation: a line, or a row of a list page.
public struct Reject: Sendable, Hashable {
  /// Name of the source in which it stands.
  public let source: String
  /// 1-based line on which it begins.
  public let line: Int
  /// Bytes from the start of the (decompressed) source.
  public let byteOffset: Int
  /// What is wrong, in words; never a value from the input.
  public let reason: String
  /// The text, redacted and cut to ``RejectText/maximumBytes``.
  public let text: String

  /// A reject from its parts; `reason` and `text` must be free of secrets already.
  public init(source: String, line: Int, byteOffset: Int, reason: String, text: String) {
    self.source = source
    self.line = line
    self.byteOffset = byteOffset
    self.reason = reason
    self.text = text
  }
}

/// The facts that a bare answer lacks and options give.
public struct BareAnswerFacts: Sendable {
  /// The API call that was answered; nil when no option gives it.
  public var kind: ObservationKind?
  /// When the answer was received; nil when no option gives it.
  public var observedAt: Instant?
  /// The instance, for an answer without its own id; nil when no option gives it.
  public var notebookID: String?
  /// The project of the instance; nil counts as empty.
  public var projectID: String?
  /// The region of the instance; nil counts as empty.
  public var region: String?
  /// HTTP status of the answer; nil counts as 200.
  public var httpStatus: Int?

  /// No facts: every one is nil.
  public init() {}
}

/// A bare answer needs a fact that no option gives.
public struct MissingOption: Error, Sendable {
  /// The option as written on the command line, such as `--kind`.
  public let option: String
  /// Name of the source in which the answer stands.
  public let source: String
}
