import CZlib
import CZstd
import Glibc
import NBBasics
import NBSources
import Testing

/// One gzip member.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var input = bytes
  var stream = z_stream()
  precondition(nb_deflate_gzip(&stream, 6) == Z_OK)
  defer { deflateEnd(&stream) }
  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(input.count))) + 64)
  let count = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
      return output.count - Int(stream.avail_out)
    }
  }
  return Array(output[..<count])
}

/// One Zstandard frame.
func zstd(_ bytes: [UInt8]) -> [UInt8] { zstd(bytes, isEnded: true) }

/// One Zstandard frame, or what a writer has flushed of one that it has not ended yet.
func zstd(_ bytes: [UInt8], isEnded: Bool) -> [UInt8] {
  guard let stream = ZSTD_createCCtx() else { preconditionFailure("no memory for zstd") }
  defer { ZSTD_freeCCtx(stream) }
  var output = [UInt8](repeating: 0, count: ZSTD_compressBound(bytes.count) + 64)
  let count = output.withUnsafeMutableBytes { output in
    bytes.withUnsafeBytes { input in
      var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
      var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
      precondition(ZSTD_compressStream2(stream, &target, &source, isEnded ? ZSTD_e_end : ZSTD_e_flush) == 0)
      return target.pos
    }
  }
  return Array(output[..<count])
}

/// Lines that do not compress to nothing.
func lines(_ count: Int) -> [UInt8] {
  var state: UInt64 = 1
  return (0..<count).flatMap { index in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Array("{\"line\":\(index),\"noise\":\(state)}\n".utf8)
  }
}

/// All bytes of a source, in pieces of `size`, and the error that ended them.
func readAll(_ source: ByteSource, by size: Int = 65536) -> (bytes: [UInt8], error: Failure?) {
  var result: [UInt8] = []
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
  defer { buffer.deallocate() }
  do throws(Failure) {
    while true {
      let count = try source.read(into: buffer)
      if count == 0 { return (result, nil) }
      result += buffer[..<count]
    }
  } catch {
    return (result, error)
  }
}

/// The error that `body` throws; a failed test when it throws none.
func thrown<Thrown: Error>(
  _ type: Thrown.Type, _ location: SourceLocation = #_sourceLocation, _ body: () throws(Thrown) -> Void
) throws -> Thrown {
  do throws(Thrown) {
    try body()
  } catch {
    return error
  }
  Issue.record("no error was thrown", sourceLocation: location)
  throw CancellationError()
}
