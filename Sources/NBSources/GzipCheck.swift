import Glibc

/// Looks through a gzip file before any of it is used. The checksum of a member stands behind it, and what was decoded
/// from damaged bytes may be anything, also well-formed observations that never were.
enum GzipCheck {
  /// Where a file stops to be trusted.
  struct Damage {
    /// Unpacked bytes of the members whose checksums are right.
    let goodBytes: Int64
    let reason: String
  }

  /// The first damage; nil when there is none. A file that only ends too early is not damaged: what it holds is right
  /// as far as it goes. The position of the file stays.
  static func damage(in file: InputFile, from start: Int64) -> Damage? {
    let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
    let output = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer {
      input.deallocate()
      output.deallocate()
    }
    let place = Int64(lseek(file.descriptor, 0, SEEK_CUR)) - file.count + start
    let decoder = GzipDecoder()
    var (offset, goodBytes, bytes): (Int64, Int64, Int64) = (0, 0, 0)
    while true {
      let count = pread(file.descriptor, input.baseAddress, input.count, off_t(place + offset))
      // An error shows again, with its message, when the file is read.
      guard count > 0 else { return nil }
      offset += Int64(count)
      var rest = UnsafeRawBufferPointer(rebasing: input[..<count])
      var mayHoldMore = false
      while !rest.isEmpty || mayHoldMore {
        let done: Decoded
        let wasComplete = decoder.isComplete
        do throws(DecodingFailure) {
          done = try decoder.decode(rest, into: output)
        } catch {
          return Damage(goodBytes: goodBytes, reason: wasComplete ? "something else follows it" : error.reason)
        }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(done.consumed))
        mayHoldMore = done.produced == output.count
        bytes += Int64(done.produced)
        if decoder.isComplete { goodBytes = bytes }
        if done.consumed == 0, done.produced == 0 { break }
      }
    }
  }
}
