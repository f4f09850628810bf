import Foundation
import NBBasics
import NBObservations
import NBTestFiles
import Testing

/// Names that people give break neither the document nor a spreadsheet.
@Suite struct StrangeNameTests {
  private static let names = [
    "a|b", "line\nbreak", "carriage\r\nreturn", "rocket 🚀 👩‍💻", "=HYPERLINK(\"http://x\",\"y\")", "+1+1", "-2+3",
    "@SUM(A1)", "\ttab", "שלום עולם", "مرحبا", "\u{202E}txt.exe", "`code`", "[link](http://x)", "<b>",
    "comma, \"quote\"",
    "* star", "# heading",
  ]

  private nonisolated(unsafe) static let log = Result {
    var observations = Observations()
    for (index, name) in names.enumerated() {
      let instance = Observations.Instance(
        id: Observations.Instance.id(index), name: name, flavor: "flavor \(name)", image: name, user: name,
        workspace: name)
      observations.start(instance, at: at("2026-11-17T08:00:00Z") + Int64(index) * 60_000, seconds: 20)
      observations.start(
        instance, at: at("2026-11-18T08:00:00Z") + Int64(index) * 60_000, seconds: 20, outcome: "START_FAILED",
        failReason: name)
    }
    return try ReportLog(observations)
  }

  @Test func `every row of a table has the cells of its heading`() throws {
    let text = try Self.log.get().text("weekly-details", "--week", "2026-W47")
    var width: Int?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        width = nil
        continue
      }
      let bars = barCount(line)
      #expect(width == nil || width == bars, "\(line)")
      width = bars
    }
    #expect(text.contains("a\\|b") && text.contains("line\\nbreak"))
    #expect(!text.unicodeScalars.contains("\u{202E}") && !text.unicodeScalars.contains("\r"))
    // 11 sections of the report, and none by a name.
    #expect(text.split(separator: "\n").count { $0.hasPrefix("## ") } == 11)
  }

  @Test func `no cell of CSV runs as a formula`() throws {
    for (name, bytes) in try Self.log.get().csvFiles("2026-W47") {
      let rows = try #require(readCSV(bytes), "\(name)")
      #expect(Set(rows.map(\.count)).count == 1, "\(name)")
      for cell in rows.joined() {
        let isNumber = Double(cell) != nil
        #expect(isNumber || !["=", "+", "-", "@", "\t", "\r"].contains(cell.unicodeScalars.first), "\(cell)")
      }
    }
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func `two independent readers find the same cells`() throws {
    let log = try Self.log.get()
    for (name, bytes) in try log.csvFiles("2026-W47") {
      let rows = try #require(readCSV(bytes), "\(name)")
      log.folder.write(bytes, to: "python/\(name)")
      #expect(try python(log.folder.file("python/\(name)")) == rows, "\(name)")
    }
    #expect(
      try #require(readCSV(log.csvFiles("2026-W47")["failures-reasons.csv"] ?? [])).joined().contains("line\nbreak"))
  }

  /// The cells that Python's `csv` finds.
  private func python(_ path: String) throws -> [[String]] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [
      "-c",
      "import csv, json, sys; print(json.dumps(list(csv.reader(open(sys.argv[1], newline='', encoding='utf-8')))))",
      path,
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode([[String]].self, from: output)
  }

  private func barCount(_ line: Substring) -> Int {
    var (count, isEscaped) = (0, false)
    for scalar in line.unicodeScalars {
      if scalar == "|", !isEscaped { count += 1 }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return count
  }
}
