import NBReports
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Where a report goes: standard output, a file, or a folder with a file for each section.
enum ReportTarget {
  case standardOutput
  case file(String)
  /// The folder, with a slash at the end.
  case folder(String)

  /// A path is a folder when it is one, when it ends in a slash, or when CSV of all sections needs one.
  init(_ path: String?, format: ReportFormat, section: String?) throws {
    let isMany = format == .csv && section == nil
    guard let path, path != "-" else {
      guard !isMany else {
        throw CommandFailure(
          .usage, "a report has a CSV file for each section", hint: "Give --section NAME, or --output FOLDER.")
      }
      self = .standardOutput
      return
    }
    var facts = stat()
    let exists = stat(path, &facts) == 0
    let isFolder = exists && facts.st_mode & S_IFMT == S_IFDIR
    if isMany, exists, !isFolder {
      throw CommandFailure(
        .usage, "\(path) is a file, and a report has a CSV file for each section",
        hint: "Give --section NAME, or another --output.")
    }
    self =
      isFolder || isMany || path.hasSuffix("/")
      ? .folder(path.hasSuffix("/") ? path : path + "/") : .file(path)
  }

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
