import NBBasics
import NBObservations

/// Observations of one stream and one day, each once: lossless, redacted, immutable. The log of a fleet consists of them.
package struct Block: Sendable {
  /// The version of the payload's form.
  package static let format: Int64 = 1

  /// Which instance.
  package let stream: StreamKey
  /// The day of UTC in which all of it was observed.
  package let day: Day
  /// Number of events, at least one.
  package let events: Int
  /// The times of the first and the last of them.
  package let firstAt: Instant
  /// Not before `firstAt`.
  package let lastAt: Instant
  /// ``FleetKey/id`` of the key that made the fingerprints.
  package let keyID: String
  /// SHA-256 of the identities of the events in projection order, one behind the other.
  package let root: Digest
  /// What ``BlockPayload`` codes.
  package let payload: [UInt8]
}
