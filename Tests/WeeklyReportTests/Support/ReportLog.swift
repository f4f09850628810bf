import Foundation
import NBBasics
import NBObservations
import NBReports
import NBTestFiles

@testable import NBCommands

/// A database of its own, made from lines by the commands themselves, and reports on it.
struct ReportLog {
  let folder = TemporaryDirectory()
  var path: String { folder.file("log.db") }

  /// A log of files of this repository, with the flavor classes of the sample list.
  init(samples: String) throws {
    try ingest(root.appendingPathComponent(samples).path)
    let flavors = root.appendingPathComponent("samples/flavors/flavors.json").path
    try CatalogImportCommand.parse([flavors, "--db", path]).run()
  }

  /// A log of these observations.
  init(_ observations: Observations) throws {
    folder.write(observations.lines.joined(separator: "\n") + "\n", to: "polls.jsonl")
    try ingest(folder.file("polls.jsonl"))
  }

  private func ingest(_ source: String) throws {
    let command = try IngestCommand.parse([source, "--allow-any-time", "--db", path])
    try command.run()
  }

  /// The bytes that `nbreport` writes to a file with this ending.
  func report(_ arguments: String..., ending: String = "md") throws -> [UInt8] {
    try report(arguments, ending: ending)
  }

  /// The report as text.
  func text(_ arguments: String...) throws -> String { String(decoding: try report(arguments), as: UTF8.self) }

  private func report(_ arguments: [String], ending: String = "md") throws -> [UInt8] {
    // Tests run side by side.
    let name = "\(UUID().uuidString).\(ending)"
    try NBReport.parse(arguments + ["--db", path, "--output", folder.file(name)]).run()
    return try requireBytes(folder.bytes(of: name))
  }

  /// The CSV files of a week by name.
  func csvFiles(_ week: String) throws -> [String: [UInt8]] {
    let name = UUID().uuidString
    try NBReport.parse(
      ["weekly-details", "--week", week, "--format", "csv", "--db", path, "--output", folder.file(name) + "/"]
    ).run()
    return Dictionary(
      uniqueKeysWithValues: try FileManager.default.contentsOfDirectory(atPath: folder.file(name)).map {
        ($0, try requireBytes(folder.bytes(of: "\(name)/\($0)")))
      })
  }

  /// The answer to a question as a report asks it.
  func answer(_ query: String, week: String, _ parameters: [QueryParameter] = []) throws -> Table {
    let provider = try LogReportProvider(
      DatabaseOptions.parse(["--db", path]),
      period: ReportPeriod(week: try WeekWord(week)), folder: "")
    let context = provider.context
    return try provider.table(
      query: query,
      parameters: parameters + [
        QueryParameter("from", context.window.from), QueryParameter("until", context.window.until),
      ])
  }
}

/// The root of the repository: the nearest folder above that holds the package.
let root: URL = {
  var folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  while !FileManager.default.fileExists(atPath: folder.appendingPathComponent("Package.swift").path) {
    folder = folder.deletingLastPathComponent()
  }
  return folder
}()

/// A file that a test needs and does not have.
struct NoFile: Error {}

func requireBytes(_ bytes: [UInt8]?) throws -> [UInt8] {
  guard let bytes else { throw NoFile() }
  return bytes
}

/// Compares with a golden file, by its path from the root; `NBTRACK_RECORD_GOLDENS=1` writes it instead and fails.
func matchesFile(_ path: String, _ bytes: [UInt8]) throws -> Bool {
  let file = root.appendingPathComponent(path)
  if ProcessInfo.processInfo.environment["NBTRACK_RECORD_GOLDENS"] == "1" {
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return false
  }
  return try Data(contentsOf: file) == Data(bytes)
}
