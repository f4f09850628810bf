import NBBasics
import NBObservations
import NBProjections

/// All folds of one stream, and where they stand.
struct InstanceFold {
  /// Versions of what the rows mean, by projection. A change of a fold or of its rows raises its number.
  static let versions: [(name: String, version: Int)] = [
    ("instance", 1), ("attempt", 1), ("step", 1), ("exposure_spell", 1),
  ]

  /// Observation time of the latest event that was applied; nil before the first.
  private(set) var lastEventAt: Instant?
  private(set) var status = CurrentStatus()
  private(set) var attempts = StartAttempts()
  private(set) var tokenRestarts = TokenRestarts()
  private(set) var exposure = ExposureFold()

  init() {}

  /// What applying an event finished.
  struct Emitted {
    var attempts: [StartAttempt] = []
    var spells: [ExposureSpell] = []
  }

  /// Applies the next event in projection order.
  mutating func evolve(_ event: FoldEvent, emitting emitted: inout Emitted) {
    lastEventAt = event.observedAt
    status.evolve(event)
    attempts.evolve(event) { emitted.attempts.append($0) }
    tokenRestarts.evolve(event, opened: attempts.opened, isOpen: attempts.isOpen)
    exposure.evolve(event) { emitted.spells.append($0) }
  }

  /// The state as bytes; the same state always gives the same bytes.
  var encoded: [UInt8] {
    var writer = StateWriter()
    writer.write(lastEventAt)
    status.encode(into: &writer)
    attempts.encode(into: &writer)
    tokenRestarts.encode(into: &writer)
    exposure.encode(into: &writer)
    return writer.bytes
  }

  init(decoding bytes: [UInt8]) throws(StateCodingError) {
    var reader = StateReader(bytes)
    lastEventAt = try reader.optionalInstant()
    status = try CurrentStatus(from: &reader)
    attempts = try StartAttempts(from: &reader)
    tokenRestarts = try TokenRestarts(from: &reader)
    exposure = try ExposureFold(from: &reader)
    guard reader.isAtEnd else { throw StateCodingError() }
  }
}
