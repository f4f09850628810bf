import CZlib

/// Unpacks gzip: "A gzip file consists of a series of members" (RFC 1952, section 2.2), whose contents are joined.
final class GzipDecoder: StreamDecoder {
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var isComplete = true
  /// Whether a member has ended and zlib has to be told of the next one.
  private var needsReset = false

  init() {
    // On the heap, because zlib keeps the address of the structure and refuses to go on when it has moved.
    stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    // Fails for want of memory or for a library of another version than the header's: neither can be mended here.
    precondition(nb_inflate_gzip(stream) == Z_OK, "zlib does not start")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodingFailure) -> Decoded {
    if input.isEmpty && isComplete { return Decoded(consumed: 0, produced: 0) }
    if needsReset {
      inflateReset(stream)
      needsReset = false
    }
    isComplete = false
    let input = input.prefix32
    let output = UnsafeMutableRawBufferPointer(rebasing: output.prefix(Int(UInt32.max)))
    stream.pointee.next_in = UnsafeMutablePointer(
      mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
    stream.pointee.avail_in = UInt32(input.count)
    stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.pointee.avail_out = UInt32(output.count)
    let code = inflate(stream, Z_NO_FLUSH)
    let done = Decoded(
      consumed: input.count - Int(stream.pointee.avail_in), produced: output.count - Int(stream.pointee.avail_out))
    switch code {
    case Z_OK, Z_BUF_ERROR:
      return done
    case Z_STREAM_END:
      isComplete = true
      needsReset = true
      return done
    default:
      // What was decoded before the damage is handed out; zlib repeats the error in the next call.
      if done.produced > 0 { return done }
      throw DecodingFailure(reason: stream.pointee.msg.map { String(cString: $0) } ?? "error \(code) of zlib")
    }
  }
}

extension UnsafeRawBufferPointer {
  /// As much as a 32-bit count can hold.
  fileprivate var prefix32: UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: prefix(Int(UInt32.max)))
  }
}
