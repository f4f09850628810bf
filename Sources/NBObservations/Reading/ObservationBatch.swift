/// An entry that takes events back, with its place among the observations of a batch.
public struct PlacedVoid: Sendable {
  /// How many observations of the batch come before it.
  public let observationsBefore: Int
  /// The entry.
  public let entry: VoidEntry

  /// An entry with its place.
  public init(observationsBefore: Int, entry: VoidEntry) {
    self.observationsBefore = observationsBefore
    self.entry = entry
  }
}

/// What reading some input gave: observations in input order, and what is none.
public struct ObservationBatch: Sendable {
  /// The observations, in input order.
  public var observations: [Observation] = []
  /// The parts that are no observations, in input order.
  public var rejects: [Reject] = []
  /// Entries that take events back, in input order.
  public var voids: [PlacedVoid] = []

  /// An empty batch.
  public init() {}

  /// Observations read, rejected ones and entries that take events back included.
  public var count: Int { observations.count + rejects.count + voids.count }

  /// Takes the first `count` observations away, with the entries among them and all rejects.
  public mutating func take(_ count: Int) -> ObservationBatch {
    guard count < observations.count else {
      defer { self = ObservationBatch() }
      return self
    }
    var part = ObservationBatch()
    part.observations = Array(observations.prefix(count))
    part.rejects = rejects
    part.voids = voids.filter { $0.observationsBefore <= count }
    observations.removeFirst(count)
    rejects = []
    voids = voids.dropFirst(part.voids.count).map {
      PlacedVoid(observationsBefore: $0.observationsBefore - count, entry: $0.entry)
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
