import NBFleet

#if canImport(Glibc)
  import Glibc
#endif

/// The file that holds a fleet's key.
enum FleetKeyFile {
  static func read(_ path: String) throws(CommandFailure) -> FleetKey {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandFailure(.failed, "cannot open \(path): \(String(cString: strerror(errno)))", hint: hint)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    // One byte more than a key has, so that a longer file is none.
    var chunk = [UInt8](repeating: 0, count: 33)
    while bytes.count < chunk.count {
      let count = Glibc.read(descriptor, &chunk, chunk.count - bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw CommandFailure(.failed, "cannot read \(path): \(String(cString: strerror(errno)))", hint: hint)
      }
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    guard let key = FleetKey(bytes) else { throw CommandFailure(.failed, "\(path) is not 32 bytes", hint: hint) }
    return key
  }

  private static let hint =
    "Make one for the whole fleet, once: `head -c 32 /dev/urandom > fleet.key`; keep it for ever."
}
