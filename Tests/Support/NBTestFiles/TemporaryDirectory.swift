import Glibc

/// A directory of its own for one test, removed with everything in it at the end.
package final class TemporaryDirectory {
  /// The absolute path, without a slash at the end.
  package let path: String

  /// Makes an empty directory with a name of its own; a failure ends the process.
  package init() {
    var template = Array("/tmp/nbtest-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { preconditionFailure("no temporary directory") }
    path = String(cString: made)
  }

  deinit { Self.removeTree(path) }

  /// The path of a file in the directory.
  package func file(_ name: String) -> String { path + "/" + name }

  /// Makes a file with these bytes, and the directories above it.
  package func write(_ bytes: [UInt8], to name: String) {
    for (index, character) in name.enumerated() where character == "/" {
      mkdir(file(String(name.prefix(index))), 0o755)
    }
    put(bytes, name, O_CREAT | O_TRUNC)
  }

  /// Makes a text file, and the directories above it.
  package func write(_ text: String, to name: String) { write(Array(text.utf8), to: name) }

  /// Adds to a file that is there.
  package func append(_ text: String, to name: String) { put(Array(text.utf8), name, O_APPEND) }

  /// The bytes of a file; nil when there is none.
  package func bytes(of name: String) -> [UInt8]? {
    let descriptor = open(file(name), O_RDONLY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      guard count > 0 else { return result }
      result += buffer[..<count]
    }
  }

  /// Whether there is a file or directory of this name.
  package func contains(_ name: String) -> Bool { access(file(name), F_OK) == 0 }

  /// The names in the directory, sorted.
  package var names: [String] { Self.names(in: path).sorted() }

  /// The names in a directory within this one, sorted; empty when there is none.
  package func names(in folder: String) -> [String] { Self.names(in: file(folder)).sorted() }

  private func put(_ bytes: [UInt8], _ name: String, _ flags: Int32) {
    let descriptor = open(file(name), O_WRONLY | flags, 0o644)
    precondition(descriptor >= 0 && Glibc.write(descriptor, bytes, bytes.count) == bytes.count, "cannot write \(name)")
    close(descriptor)
  }

  private static func names(in path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let next = readdir(directory) {
      let name = withUnsafeBytes(of: &next.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names
  }

  private static func removeTree(_ path: String) {
    for name in names(in: path) {
      let child = path + "/" + name
      if unlink(child) != 0 { removeTree(child) }
    }
    rmdir(path)
  }
}
