import NBReports
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Where a report goes: standard output, a file, or a folder.
enum ReportTarget {
  case standardOutput
  case file(String)
  /// The folder, with a slash at the end.
  case folder(String)

  /// A path is a folder when it is one, or when it ends in a slash; one that does not exist is made.
  init(_ path: String?) {
    guard let path, path != "-" else {
      self = .standardOutput
      return
    }
    var facts = stat()
    let isFolder = stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    self = isFolder || path.hasSuffix("/") ? .folder(path.hasSuffix("/") ? path : path + "/") : .file(path)
  }

  /// Whether several files may stand beside each other.
  var isFolder: Bool { if case .folder = self { true } else { false } }

  /// Writes the files of a report. In a folder none takes its place before all are on the disk.
  func write(_ files: [ReportRenderer.File]) throws {
    switch self {
    case .standardOutput:
      let output = StandardOutput()
      for file in files { try file.bytes.withUnsafeBytes { try output.write($0) } }
      try output.flush()
    case .file(let path):
      for file in files { try Self.prepared(file, path).commit() }
    case .folder(let path):
      // A new folder in a folder that exists; AtomicFile says what is wrong where that is not so.
      mkdir(path, 0o777)
      let prepared = try files.map { try Self.prepared($0, path + $0.name) }
      for file in prepared { try file.commit() }
    }
  }

  private static func prepared(_ file: ReportRenderer.File, _ path: String) throws -> AtomicFile {
    let output = try AtomicFile(path: path)
    try file.bytes.withUnsafeBytes { try output.write($0) }
    return output
  }
}
