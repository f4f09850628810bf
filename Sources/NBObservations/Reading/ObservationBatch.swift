/// What to do with a batch that fills up while one value is read: a list page may hold any number of rows.
public struct FullBatch {
  /// So many observations are a full batch.
  let limit: Int
  /// Takes them out of it.
  let take: (inout ObservationBatch) -> Void

  /// What to do, and when.
  public init(limit: Int, take: @escaping (inout ObservationBatch) -> Void) {
    self.limit = limit
    self.take = take
  }
}

/// What reading some input gave: observations in input order, and what is none.
public struct ObservationBatch: Sendable {
  /// The observations, in input order.
  public var observations: [Observation] = []
  /// The parts that are no observations, in input order.
  public var rejects: [Reject] = []
  /// Entries about earlier ones, in input order.
  public var amendments: [PlacedAmendment] = []

  /// An empty batch.
  public init() {}

  /// Observations read, rejected ones and entries about earlier ones included.
  public var count: Int { observations.count + rejects.count + amendments.count }

  /// Takes the first `count` observations away, with the entries among them and all rejects.
  public mutating func take(_ count: Int) -> ObservationBatch {
    guard count < observations.count else {
      defer { self = ObservationBatch() }
      return self
    }
    var part = ObservationBatch()
    part.observations = Array(observations.prefix(count))
    part.rejects = rejects
    part.amendments = amendments.filter { $0.observationsBefore <= count }
    observations.removeFirst(count)
    rejects = []
    amendments = amendments.dropFirst(part.amendments.count).map {
      PlacedAmendment(observationsBefore: $0.observationsBefore - count, entry: $0.entry)
    }
    return part
  }

  /// Appends a reject of a part of the input.
  mutating func reject(_ reason: RejectReason, _ raw: UnsafeRawBufferPointer, at place: InputPlace) {
    rejects.append(
      Reject(
        source: place.source, line: place.line, byteOffset: place.byteOffset, reason: reason.text,
        text: RejectText.make(raw)))
  }
}
