import Glibc
import NBBasics

/// Collects the files to read below a directory.
struct DirectoryWalk {
  /// In the order in which the file system gives them.
  var files: [[UInt8]] = []
  var failures: [Failure] = []
  /// The directories from the first one down to the present one: where a link may not lead back to.
  private var ancestors: [stat] = []

  /// Looks into a directory and those below it.
  mutating func visit(_ path: [UInt8]) {
    guard let directory = path.withPath({ opendir($0) }) else {
      failures.append(Failure(reading: errno, "cannot look into", String(decoding: path, as: UTF8.self)))
      return
    }
    defer { closedir(directory) }
    var facts = stat()
    guard fstat(dirfd(directory), &facts) == 0, !ancestors.contains(where: { $0.isSameFile(as: facts) }) else {
      return
    }
    ancestors.append(facts)
    defer { ancestors.removeLast() }
    let prefix = path.last == UInt8(ascii: "/") ? path : path + [UInt8(ascii: "/")]
    // Names first, so that no more than one directory is open at a time below a deep tree.
    for name in names(in: directory, path) where name.first != UInt8(ascii: ".") { examine(prefix + name) }
  }

  private mutating func names(in directory: OpaquePointer, _ path: [UInt8]) -> [[UInt8]] {
    var names: [[UInt8]] = []
    while true {
      // The end and a failure differ in errno alone (manual of readdir).
      errno = 0
      guard let next = readdir(directory) else { break }
      names.append(
        withUnsafeBytes(of: &next.pointee.d_name) { bytes in
          Array(bytes.prefix { $0 != 0 })
        })
    }
    if errno != 0 {
      failures.append(Failure(reading: errno, "cannot look into", String(decoding: path, as: UTF8.self)))
    }
    return names
  }

  private mutating func examine(_ path: [UInt8]) {
    var facts = stat()
    let isThere = path.withPath { stat($0, &facts) } == 0
    let number = errno
    if isThere && facts.isDirectory {
      visit(path)
    } else if Self.isWanted(path) {
      let name = String(decoding: path, as: UTF8.self)
      if !isThere {
        failures.append(Failure(reading: number, "cannot open", name))
      } else if !facts.isRegular {
        // Reading a FIFO that happens to lie there could wait for ever.
        failures.append(
          Failure(
            .source, .notRegular, message: "\(name) is not a regular file",
            hint: "Name it as an argument of its own to read it."))
      } else {
        files.append(path)
      }
    }
  }

  /// Whether a file is one of those that a directory stands for, by its name.
  static func isWanted(_ path: [UInt8]) -> Bool {
    var stem = path
    for suffix in [".gz", ".zst"] where path.ends(in: suffix) { stem.removeLast(suffix.utf8.count) }
    return [".json", ".jsonl", ".ndjson"].contains { stem.ends(in: $0) }
  }
}
