import Foundation
import Testing

@testable import NBCommands

/// The report on the samples, as `reports/examples` shows it.
@Suite struct SampleReportTests {
  private nonisolated(unsafe) static let log = Result { try ReportLog(samples: "samples/fleet") }

  /// The week of the samples, rendered once: a debug build takes its time.
  private static let week = Result { try log.get().report("weekly-details", "--week", "2026-W47") }
  private static let page = Result { try log.get().report("weekly", "--week", "2026-W47") }
  private static let files = Result { try log.get().csvFiles("2026-W47") }

  private func text() throws -> String { String(decoding: try Self.week.get(), as: UTF8.self) }

  /// Compares with a file of `reports/examples`.
  private func matchesExample(_ name: String, _ bytes: [UInt8]) throws -> Bool {
    try matchesFile("reports/examples/\(name)", bytes)
  }

  @Test func `the Markdown of the samples is the example`() throws {
    #expect(try matchesExample("weekly.md", Self.page.get()))
    #expect(try matchesExample("weekly-details.md", Self.week.get()))
  }

  @Test func `the page of the samples is the example, and small enough to mail`() throws {
    let log = try Self.log.get()
    let bytes = try log.report("weekly", "--week", "2026-W47", ending: "html")
    #expect(try matchesExample("weekly.html", bytes))
    #expect(bytes.count <= 300_000)
  }

  @Test func `the CSV of the samples is the example, a file for each table`() throws {
    let files = try Self.files.get()
    for (name, bytes) in files { #expect(try matchesExample("weekly-csv/\(name)", bytes), "\(name)") }
    let examples = try FileManager.default.contentsOfDirectory(
      atPath: root.appendingPathComponent("reports/examples/weekly-csv").path)
    #expect(Set(examples) == Set(files.keys))
  }

  @Test func `another database of the same answers gives the same bytes`() throws {
    let again = try ReportLog(samples: "samples/fleet")
    for section in ["failures", "exposure", "slowest", "definitions"] {
      let part = try again.text("weekly-details", "--week", "2026-W47", "--section", section)
      #expect(try text().contains(part))
    }
  }

  @Test func `the default is the last complete week before as-of`() throws {
    let log = try Self.log.get()
    #expect(try log.text("weekly-details", "--section", "definitions").contains("**window**: 2026-W46"))
    let monday = try log.text("weekly-details", "--section", "definitions", "--as-of", "2026-11-22T23:59:59.999Z")
    #expect(monday.contains("**window**: 2026-W47"))
    let sunday = try log.text("weekly-details", "--section", "definitions", "--as-of", "2026-11-22T23:59:59.998Z")
    #expect(sunday.contains("**window**: 2026-W46"))
  }

  @Test func `an offset moves the week`() throws {
    let text = try Self.log.get().text(
      "weekly-details", "--section", "definitions", "--week", "2026-W47", "--utc-offset", "+08:00")
    #expect(text.contains("**from**: 2026-11-15T16:00:00.000Z"))
  }

  @Test func `as-of takes what was observed later out of every section`() throws {
    let log = try Self.log.get()
    let early = try log.text("weekly-details", "--week", "2026-W47", "--as-of", "2026-11-18T12:00:00Z")
    #expect(early.contains("Data until Wednesday, 18 Nov 2026 12:00 UTC"))
    #expect(!early.contains("19 Nov"))
  }

  @Test func `tables and drawings fit on 100 columns`() throws {
    for line in try text().split(separator: "\n") where !line.hasPrefix("- ") { #expect(line.count <= 100, "\(line)") }
  }

  @Test func `every table of the samples stands in one piece`() throws {
    let headings = try text().components(separatedBy: "\n### ").dropFirst()
    for part in headings {
      let rules = part.components(separatedBy: "\n## ")[0].split(separator: "\n").filter { $0.hasPrefix("| -") }
      #expect(rules.count <= 1, "\(part.prefix(30))")
    }
  }

  @Test func `no secret of the samples is in a report`() throws {
    #expect(try !text().lowercased().contains("fake"))
    for (name, bytes) in try Self.files.get() {
      #expect(!String(decoding: bytes, as: UTF8.self).lowercased().contains("fake"), "\(name)")
    }
  }
}
