import Glibc
import NBBasics

/// What the arguments of a command line stand for: the sources in their order, and what stood in the way.
package struct SourceList: Sendable {
  /// In the order of the arguments; what is found below a directory in the bytewise order of the paths.
  package internal(set) var sources: [Source] = []
  /// One for each path that is missing or cannot be looked into; the others are in `sources` all the same.
  package internal(set) var failures: [Failure] = []
  /// Arguments that are directories without any file to read below them.
  package internal(set) var emptyDirectories: [String] = []

  /// Expands arguments: a file stands for itself, whatever its name; a directory for every file below it that is named
  /// `*.json`, `*.jsonl`, `*.ndjson`, or so with `.gz` or `.zst` at the end, hidden files and directories left out;
  /// `-` for standard input. Symbolic links are followed, and one that leads back to a directory it is in is not.
  ///
  /// Opens no file: whether one can be read shows when it is opened.
  package static func expand(_ arguments: [String]) -> SourceList {
    var list = SourceList()
    for argument in arguments { list.add(argument) }
    return list
  }

  private mutating func add(_ argument: String) {
    guard argument != "-" else {
      sources.append(.standardInput)
      return
    }
    let path = Array(argument.utf8)
    // A NUL would end the path early for the operating system, and another file would be read.
    guard !path.isEmpty, !path.contains(0) else {
      failures.append(
        Failure(
          .source, .missing, message: "cannot open \(argument): the path is empty or contains a NUL byte",
          hint: "Check the path."))
      return
    }
    var facts = stat()
    guard path.withPath({ stat($0, &facts) }) == 0 else {
      failures.append(Failure(reading: errno, "cannot open", argument))
      return
    }
    guard facts.isDirectory else {
      sources.append(Source(path: path))
      return
    }
    var walk = DirectoryWalk()
    walk.visit(path)
    let found = walk.files.sorted { $0.lexicographicallyPrecedes($1) }
    sources += found.map { Source(path: $0, isFound: true) }
    failures += walk.failures
    if found.isEmpty && walk.failures.isEmpty { emptyDirectories.append(argument) }
  }
}

extension stat {
  var isDirectory: Bool { st_mode & S_IFMT == S_IFDIR }
  var isRegular: Bool { st_mode & S_IFMT == S_IFREG }

  /// Whether both describe the same file at this moment.
  func isSameFile(as other: stat) -> Bool { st_dev == other.st_dev && st_ino == other.st_ino }
}
