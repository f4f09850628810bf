import CZlib

/// The bytes of all files in a zip archive, one behind the other: what a workbook says. Empty when it is none.
func unzipped(_ archive: [UInt8]) -> [UInt8] {
  func number(_ at: Int, _ count: Int) -> Int {
    (0..<count).reduce(0) { $0 | Int(archive[at + $1]) << (8 * $1) }
  }
  var output: [UInt8] = []
  // The central directory has the sizes; local headers may leave them to what follows the data.
  for at in archive.indices.dropLast(46) where archive[at...].starts(with: [0x50, 0x4B, 1, 2]) {
    let (method, size, header) = (number(at + 10, 2), number(at + 20, 4), number(at + 42, 4))
    let start = header + 30 + number(header + 26, 2) + number(header + 28, 2)
    let data = Array(archive[start..<start + size])
    output += method == 0 ? data : inflated(data)
  }
  return output
}

/// What raw deflate data unpacks to.
private func inflated(_ data: [UInt8]) -> [UInt8] {
  var data = data
  var output: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  data.withUnsafeMutableBufferPointer { input in
    var stream = z_stream()
    stream.next_in = input.baseAddress
    stream.avail_in = UInt32(input.count)
    guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return }
    defer { inflateEnd(&stream) }
    var state = Z_OK
    while state == Z_OK {
      buffer.withUnsafeMutableBufferPointer { part in
        stream.next_out = part.baseAddress
        stream.avail_out = UInt32(part.count)
        state = inflate(&stream, Z_NO_FLUSH)
      }
      output += buffer[..<(buffer.count - Int(stream.avail_out))]
    }
  }
  return output
}
