import Glibc
import NBBasics

/// A path of the file system on its way to SQLite, which reads meanings into some names.
struct DatabasePath {
  let path: String

  /// - Throws: `.cannotOpen` for an empty path and for one with a NUL byte.
  init(_ path: String) throws(Failure) {
    guard !path.isEmpty else {
      throw Failure(.cannotOpen, message: "cannot open a database: the path is empty", hint: "Name a file.")
    }
    guard !path.utf8.contains(0) else {
      throw Failure(.cannotOpen, message: "cannot open a database: the path contains a NUL byte")
    }
    self.path = path
  }

  /// The name that SQLite takes literally: ":memory:" and "file:…" mean something only at the very beginning.
  var literal: String { path.utf8.first == UInt8(ascii: "/") ? path : "./" + path }

  /// The file as a URI that says that nobody changes it while it is open ("URI filenames in SQLite", immutable=1).
  var immutableURI: String {
    // "//" and an empty authority for absolute paths, so that a path that begins with "//" is not read as a host.
    let scheme = path.utf8.first == UInt8(ascii: "/") ? "file://" : "file:"
    return scheme + percentEncoded(literal) + "?immutable=1"
  }

  /// Whether changes may wait in a write-ahead log beside the file: a log file that is there and not empty.
  var hasWriteAheadLog: Bool {
    // SQLite names the log after the file that a link leads to.
    guard let resolved = realpath(path, nil) else { return false }
    defer { free(resolved) }
    var facts = stat()
    return stat(String(cString: resolved) + "-wal", &facts) == 0 && facts.st_size > 0
  }

  private func percentEncoded(_ text: String) -> String {
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: "~"):
        bytes.append(byte)
      default:
        let digits = Array("0123456789ABCDEF".utf8)
        bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
