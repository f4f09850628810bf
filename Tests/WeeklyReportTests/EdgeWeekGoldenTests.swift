import Foundation
import NBBasics
import Testing

@testable import NBCommands

/// Page one of weeks in which something is missing or strange, letter by letter, in every form that people get.
@Suite struct EdgeWeekGoldenTests {
  /// A week, by what is the matter with it.
  enum Week: String, CaseIterable, CustomTestStringConvertible {
    case oneStart = "one-start"
    case onlyFailures = "only-failures"
    case firstWeek = "no-earlier-week"
    case outage
    case strangeNames = "strange-names"

    var testDescription: String { rawValue }

    var observations: Observations {
      let instance = Observations.Instance(id: Observations.Instance.id(1))
      var observations = Observations()
      switch self {
      case .oneStart: observations.start(instance, at: at("2026-11-17T08:00:00Z"), seconds: 20)
      case .onlyFailures:
        observations.starts(
          12, instance, from: at("2026-11-17T08:00:00Z"), seconds: { _ in 20 }, outcome: { _ in "START_FAILED" })
        observations.poll(instance, at("2026-11-24T08:00:00Z"), "STOPPED")
      case .firstWeek: observations.starts(12, instance, from: at("2026-11-17T08:00:00Z"), seconds: { 20 + $0 })
      case .outage:
        observations.starts(12, instance, from: at("2026-11-10T08:00:00Z"), seconds: { 20 + $0 })
        observations.starts(12, instance, from: at("2026-11-17T08:00:00Z"), seconds: { 20 + $0 })
        observations.poll(instance, at("2026-11-20T08:00:00Z"), "STOPPED")
        observations.poll(instance, at("2026-11-20T20:00:00Z"), "STOPPED")
        observations.poll(instance, at("2026-11-23T08:00:00Z"), "STOPPED")
      case .strangeNames:
        for (index, name) in ["<b>bold</b>", "a|b", "=1+1", "\u{202E}txt.exe", "[x](http://x)", "&amp;"].enumerated() {
          let strange = Observations.Instance(
            id: Observations.Instance.id(index), name: name, flavor: "flavor \(name)", image: name, user: name,
            workspace: name)
          let time = at("2026-11-17T08:00:00Z") + Int64(index) * 60_000
          observations.start(strange, at: time, seconds: 20, outcome: "START_FAILED", failReason: name)
        }
      }
      return observations
    }
  }

  @Test(arguments: Week.allCases)
  func `page one is its golden as Markdown, HTML and CSV`(week: Week) throws {
    let log = try ReportLog(week.observations)
    for form in ["md", "html"] {
      let bytes = try log.report("weekly", "--week", "2026-W47", ending: form)
      #expect(try matchesGolden("\(week.rawValue).\(form)", bytes))
      if form == "html" { #expect(Self.resources(String(decoding: bytes, as: UTF8.self)).isEmpty) }
    }
    let files = try log.csvFiles("2026-W47").sorted { $0.key < $1.key }
    let joined = files.flatMap { Array("== \($0.key)\n".utf8) + $0.value }
    #expect(try matchesGolden("\(week.rawValue).csv", joined))
  }

  /// Whatever in a page would make a browser ask for something, or run something.
  static func resources(_ page: String) -> [String] {
    // A pattern of the page itself is named by its fragment.
    let page = page.lowercased().replacing("url(#", with: "(")
    return [
      "<script", "<link", "<iframe", "<object", "<embed", "<img", "src=", "@import", "url(", "href=\"http", "onload=",
    ]
    .filter(page.contains)
  }

  /// Compares with a golden file beside the tests.
  private func matchesGolden(_ name: String, _ bytes: [UInt8]) throws -> Bool {
    try matchesFile("Tests/WeeklyReportTests/Goldens/\(name)", bytes)
  }
}
