import Glibc
import NBBasics

/// Collects bytes and writes them to a descriptor in large pieces.
final class BufferedOutput {
  private static let capacity = 64 << 10

  let descriptor: Int32
  let place: String
  private var buffer: [UInt8] = []

  init(_ descriptor: Int32, place: String) {
    self.descriptor = descriptor
    self.place = place
    buffer.reserveCapacity(Self.capacity)
  }

  func write(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    if buffer.count + bytes.count > Self.capacity { try flush() }
    if bytes.count >= Self.capacity {
      try put(bytes)
    } else {
      buffer.append(contentsOf: bytes)
    }
  }

  /// Writes what was collected. What failed to be written is forgotten, so that it is not written twice.
  func flush() throws(Failure) {
    guard !buffer.isEmpty else { return }
    defer { buffer.removeAll(keepingCapacity: true) }
    // Rethrown by hand, because the closure of withUnsafeBytes erases the type of the error.
    let outcome: Result<Void, Failure> = buffer.withUnsafeBytes { bytes in
      Result { () throws(Failure) in try put(bytes) }
    }
    try outcome.get()
  }

  /// Writes all bytes, in as many calls as it takes.
  private func put(_ bytes: UnsafeRawBufferPointer) throws(Failure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // A pipe that was handed over as non-blocking and is full.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      case let number: throw Failure(writing: number, "cannot write", place)
      }
    }
  }
}
