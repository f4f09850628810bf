import Crypto
import NBBasics

/// Keyed fingerprints that stand in place of a token or a name: equal inputs give equal fingerprints under one key, and
/// nothing leads back to the input.
public struct Fingerprinter: Sendable {
  /// Bytes of the key.
  public static let keyBytes = 32
  private let key: SymmetricKey

  /// Uses a key that is kept with the database.
  public init(key: [UInt8]) {
    self.key = SymmetricKey(data: key)
  }

  /// A new random key.
  public static func makeKey() -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<keyBytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// Whether a text has the form of a fingerprint: 16 hex digits, behind an `i` when another database's key made it.
  public static func isFingerprint(_ text: String) -> Bool {
    let digits = text.utf8.first == UInt8(ascii: "i") ? text.dropFirst() : text[...]
    return digits.utf8.count == 16 && Hex.bytes(String(digits)) != nil
  }

  /// The first 8 bytes of HMAC-SHA-256, as 16 lower-case hex digits.
  public func fingerprint(_ text: [UInt8]) -> String {
    Hex.string(HMAC<SHA256>.authenticationCode(for: text, using: key).prefix(8))
  }
}
