/// How the bytes of a source are packed.
package enum Compression: Sendable, Equatable {
  case none, gzip, zstd

  /// What the first bytes show.
  enum Detection: Equatable {
    case found(Compression)
    /// The bytes so far are the beginning of more than one answer.
    case undecided
  }

  /// Decides as early as possible, so that a short first line on a pipe is not held back. No JSON text begins with a
  /// first byte of any of these marks.
  ///
  /// gzip: 1f 8b (RFC 1952, section 2.3.1). Zstandard: 28 b5 2f fd, and a skippable frame: 5? 2a 4d 18 (RFC 8878,
  /// sections 3.1.1 and 3.1.2), with which parallel compressors begin.
  static func detect(_ bytes: some Collection<UInt8>) -> Detection {
    let bytes = Array(bytes.prefix(4))
    let marks: [(Compression, [ClosedRange<UInt8>])] = [
      (.gzip, [0x1f...0x1f, 0x8b...0x8b]),
      (.zstd, [0x28...0x28, 0xb5...0xb5, 0x2f...0x2f, 0xfd...0xfd]),
      (.zstd, [0x50...0x5f, 0x2a...0x2a, 0x4d...0x4d, 0x18...0x18]),
    ]
    for (compression, mark) in marks where zip(mark, bytes).allSatisfy({ $0.contains($1) }) {
      return bytes.count >= mark.count ? .found(compression) : .undecided
    }
    return .found(.none)
  }
}

/// What one call of a decoder did.
struct Decoded {
  var consumed: Int
  var produced: Int
}

/// Why a decoder cannot go on, in words that follow "the compressed data".
struct DecodingFailure: Error {
  let reason: String
}

/// Unpacks one stream, piece by piece.
protocol StreamDecoder: AnyObject {
  /// Decodes from `input`, which may be empty, into `output`, which may not.
  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFailure) -> Decoded

  /// Whether the input may end here: all that was begun is complete.
  var isComplete: Bool { get }
}
