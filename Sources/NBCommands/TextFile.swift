import NBSources

/// Small files that are read whole.
enum TextFile {
  /// A larger file is no query, report or catalogue.
  private static let maximumBytes = 64 << 20

  static func read(_ path: String) throws -> [UInt8] {
    let source = try ByteSource(path == "-" ? .standardInput : Source(path: path))
    var bytes: [UInt8] = []
    let chunk = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    defer { chunk.deallocate() }
    while true {
      let count = try source.read(into: chunk)
      if count == 0 { return bytes }
      bytes += chunk[..<count]
      guard bytes.count <= maximumBytes else {
        throw CommandFailure(.failed, "\(path) is larger than \(maximumBytes >> 20) MiB", hint: "Is it the right file?")
      }
    }
  }
}
