import NBBasics
import NBObservations

/// The key of a fleet's token fingerprints and pseudonyms: one for all packers, for ever, as a changed fingerprint tells
/// of a restart (rule A20).
package struct FleetKey: Sendable {
  /// 32 random bytes.
  package let bytes: [UInt8]

  /// Nil unless there are 32 bytes.
  package init?(_ bytes: [UInt8]) {
    guard bytes.count == Fingerprinter.keyBytes else { return nil }
    self.bytes = bytes
  }

  /// Names the key without telling it: the first 8 bytes of its SHA-256, as 16 hex digits.
  package var id: String { Hex.string(Digest(hashing: bytes).bytes.prefix(8)) }
}
