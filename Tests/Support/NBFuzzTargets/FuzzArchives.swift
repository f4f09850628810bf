import Glibc
import NBSources

enum FuzzArchives {
  private static let limit = 1 << 20

  /// A compressed file that begins as one of its kind does, up to a megabyte of what it unpacks to.
  static func run(_ bytes: [UInt8], mark: [UInt8]) {
    // A file without a name, in memory.
    let file = open("/dev/shm", O_RDWR | 0o20_200_000 /* O_TMPFILE, a macro that Swift does not see */, 0o600)
    guard file >= 0 else { return }
    defer { close(file) }
    let all = mark + bytes
    guard write(file, all, all.count) == all.count else { return }
    guard let source = try? ByteSource(Source(path: "/proc/self/fd/\(file)")) else { return }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var total = 0
    while total < limit {
      guard let count = try? buffer.withUnsafeMutableBytes({ try source.read(into: $0) }), count > 0 else { return }
      total += count
    }
  }
}
