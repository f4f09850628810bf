import CZstd

/// Unpacks Zstandard: "one or more frames" (RFC 8878, section 3), whose contents are joined.
///
/// A frame that asks for a window of more than 128 MiB is refused, which bounds the memory (section 3.1.1.1.2).
final class ZstdDecoder: StreamDecoder {
  private let stream: OpaquePointer
  private(set) var isComplete = true

  init() {
    guard let stream = ZSTD_createDStream() else { preconditionFailure("no memory for zstd") }
    self.stream = stream
  }

  deinit { ZSTD_freeDStream(stream) }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFailure) -> Decoded {
    if input.isEmpty && isComplete { return Decoded(consumed: 0, produced: 0) }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let result = ZSTD_decompressStream(stream, &target, &source)
    guard ZSTD_isError(result) == 0 else {
      throw DecodingFailure(reason: String(cString: ZSTD_getErrorName(result)))
    }
    // "0 when a frame is completely decoded and fully flushed" (zstd.h).
    isComplete = result == 0
    return Decoded(consumed: source.pos, produced: target.pos)
  }
}
