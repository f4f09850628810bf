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

  /// Appends a reject of a part of the input.
  mutating func reject(_ reason: RejectReason, _ raw: UnsafeRawBufferPointer, at place: InputPlace) {
    rejects.append(
      Reject(
        source: place.source, line: place.line, byteOffset: place.byteOffset, reason: reason.text,
        text: RejectText.make(raw)))
  }
}
