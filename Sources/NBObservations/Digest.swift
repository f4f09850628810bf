import Crypto
import NBBasics

/// A SHA-256 digest.
public struct Digest: Hashable, Comparable, Sendable {
  // Four words keep the value inline: digests are made and compared for every event.
  private var words: (UInt64, UInt64, UInt64, UInt64)

  /// Bytes of a digest.
  public static let byteCount = 32

  /// 32 zero bytes: where the chain of a log begins.
  public static let zero = Digest()

  private init() { words = (0, 0, 0, 0) }

  /// The digest of `bytes`.
  public init(hashing bytes: UnsafeRawBufferPointer) {
    self.init()
    var hash = SHA256()
    hash.update(bufferPointer: bytes)
    let result = hash.finalize()
    result.withUnsafeBytes { source in
      withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: source) }
    }
  }

  /// The digest of `bytes`.
  public init(hashing bytes: [UInt8]) {
    self = bytes.withUnsafeBytes { Digest(hashing: $0) }
  }

  /// SHA-256 of digests, one behind the other.
  package init(of digests: some Sequence<Digest>) {
    var bytes: [UInt8] = []
    for digest in digests { digest.withUnsafeBytes { bytes.append(contentsOf: $0) } }
    self.init(hashing: bytes)
  }

  /// A stored digest; nil unless there are 32 bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.init()
    withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: bytes) }
  }

  /// The 32 bytes.
  public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

  /// 64 lower-case hex digits.
  public var hex: String { withUnsafeBytes { Hex.string($0) } }

  /// Calls `body` with the 32 bytes, which are valid during the call only.
  @inline(__always)
  public func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    Swift.withUnsafeBytes(of: words) { body($0) }
  }

  /// Whether all 32 bytes are equal.
  public static func == (left: Digest, right: Digest) -> Bool { left.words == right.words }

  /// Feeds the first 8 bytes to the hasher: those of a digest are spread evenly already.
  public func hash(into hasher: inout Hasher) { hasher.combine(words.0) }

  /// Order of the bytes.
  public static func < (left: Digest, right: Digest) -> Bool {
    let (lhs, rhs) = (left.words, right.words)
    if lhs.0 != rhs.0 { return lhs.0.bigEndian < rhs.0.bigEndian }
    if lhs.1 != rhs.1 { return lhs.1.bigEndian < rhs.1.bigEndian }
    if lhs.2 != rhs.2 { return lhs.2.bigEndian < rhs.2.bigEndian }
    return lhs.3.bigEndian < rhs.3.bigEndian
  }
}
