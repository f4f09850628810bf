import Glibc
import NBTestFiles

/// What a program said and how it ended.
struct Outcome {
  let ending: ChildProcess.Ending
  let output: String
  let errors: String

  /// The exit status; -1 when a signal ended it.
  var status: Int32 { if case .exited(let status) = ending { status } else { -1 } }

  /// The value of `key=value` in the first line of the output; nil without one.
  func value(_ key: String) -> String? {
    for pair in output.prefix(while: { $0 != "\n" }).split(separator: " ") where pair.hasPrefix(key + "=") {
      return String(pair.dropFirst(key.count + 1))
    }
    return nil
  }
}

/// The executables, as a user runs them.
enum Tool {
  /// Where the package was built: the tests lie beside the executables.
  private static let folder: String = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    precondition(count > 0, "the path of the test executable is not known")
    let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return String(path[..<(path.lastIndex(of: "/") ?? path.endIndex)])
  }()

  static var nbtrack: String { folder + "/nbtrack" }

  /// Runs a program to its end.
  static func run(
    _ path: String, _ arguments: [String], environment: [String] = [], input: [UInt8] = [], closesOutput: Bool = false
  ) -> Outcome {
    let child = start(path, arguments, environment: environment, closesOutput: closesOutput)
    child.write(input)
    let ending = child.finish()
    return Outcome(
      ending: ending, output: String(decoding: child.standardOutput, as: UTF8.self),
      errors: String(decoding: child.standardError, as: UTF8.self))
  }

  /// Starts a program.
  static func start(
    _ path: String, _ arguments: [String], environment: [String] = [], closesOutput: Bool = false
  ) -> ChildProcess {
    ChildProcess(
      path, arguments, environment: ["PATH=/usr/bin:/bin", "HOME=/nonexistent"] + environment,
      closesOutput: closesOutput)
  }
}

/// A database of its own for one test.
final class Workspace {
  let folder = TemporaryDirectory()
  var database: String { folder.file("log.db") }

  /// Runs nbtrack on the workspace's database.
  @discardableResult
  func nbtrack(_ arguments: String..., input: String = "", closesOutput: Bool = false) -> Outcome {
    Tool.run(
      Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + database], input: Array(input.utf8),
      closesOutput: closesOutput)
  }

  /// Runs nbtrack on another database in the workspace.
  @discardableResult
  func nbtrack(on name: String, _ arguments: String..., input: String = "") -> Outcome {
    Tool.run(
      Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + folder.file(name)], input: Array(input.utf8))
  }

  /// Starts nbtrack on the workspace's database.
  func start(_ arguments: String...) -> ChildProcess {
    Tool.start(Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + database])
  }

  /// Everything that projections say, as text.
  func projections(of name: String = "log.db") -> String {
    ["instances", "attempts", "steps", "exposure"].map { nbtrack(on: name, "query", $0).output }.joined()
  }

  /// The number of events in the database; nil while there is none.
  var events: Int? {
    let info = nbtrack("info", "--format", "csv")
    guard info.status == 0 else { return nil }
    return info.output.split(separator: "\n").first { $0.hasPrefix("events,") }.flatMap { Int($0.dropFirst(7)) }
  }

  /// Waits until the log holds `count` events; gives up after a minute, and the test goes on to fail.
  func waitForEvents(_ count: Int) {
    for _ in 0..<600 {
      if let events, events >= count { return }
      usleep(100_000)
    }
  }
}
