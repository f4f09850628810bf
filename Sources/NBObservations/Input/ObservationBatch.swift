/// What reading some input gave: observations in input order, and the parts that are none.
public struct ObservationBatch: Sendable {
  public var observations: [Observation] = []
  public var rejects: [Reject] = []

  public init() {}

  /// Observations read, rejected ones included.
  public var count: Int { observations.count + rejects.count }
}

/// A part of the input that is no observation: a line, or a row of a list page.
public struct Reject: Sendable, Hashable {
  public let source: String
  /// 1-based line on which it begins.
  public let line: Int
  /// Bytes from the start of the (decompressed) source.
  public let byteOffset: Int
  /// What is wrong, in words; never a value from the input.
  public let reason: String
  /// The text, redacted and cut to ``RejectText/maximumBytes``.
  public let text: String

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
  public var kind: ObservationKind?
  public var observedAt: Instant?
  public var notebookID: String?
  public var projectID: String?
  public var region: String?
  public var httpStatus: Int?

  public init() {}
}

/// A bare answer needs a fact that no option gives.
public struct MissingOption: Error, Sendable {
  public let option: String
  public let source: String
}
