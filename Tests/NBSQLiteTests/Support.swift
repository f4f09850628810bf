import Glibc
import NBSQLite
import Testing

/// A directory of its own for one test, removed with everything in it at the end.
final class TemporaryDirectory {
  let path: String

  init() {
    var template = Array("/tmp/nbsqlite-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else { preconditionFailure("no temporary directory") }
    path = String(cString: made)
  }

  deinit { removeTree(path) }

  func file(_ name: String) -> String { path + "/" + name }

  func write(_ bytes: [UInt8], to name: String) {
    let descriptor = open(file(name), O_WRONLY | O_CREAT | O_TRUNC, 0o644)
    precondition(descriptor >= 0 && Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
    close(descriptor)
  }

  func contains(_ name: String) -> Bool { access(file(name), F_OK) == 0 }

  var names: [String] { entries(of: path).sorted() }
}

private func entries(of path: String) -> [String] {
  guard let directory = opendir(path) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let next = readdir(directory) {
    let name = withUnsafePointer(to: &next.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name != "." && name != ".." { names.append(name) }
  }
  return names
}

private func removeTree(_ path: String) {
  for name in entries(of: path) {
    let child = path + "/" + name
    if unlink(child) != 0 { removeTree(child) }
  }
  rmdir(path)
}

/// The error that `body` throws; a failed test when it throws none.
func storeError(
  _ location: SourceLocation = #_sourceLocation, _ body: () throws(StoreError) -> Void
) -> StoreError {
  do throws(StoreError) {
    try body()
  } catch {
    return error
  }
  Issue.record("no error was thrown", sourceLocation: location)
  return StoreError(.misuse, message: "no error was thrown")
}

/// All rows of a query.
func rows(_ connection: Connection, _ sql: String) throws(StoreError) -> [[Value]] {
  let statement = try connection.prepare(sql)
  var result: [[Value]] = []
  while try statement.step() { result.append(statement.values) }
  return result
}
