import NBBasics
import NBTestFiles
import Testing

@testable import NBReports

@Suite struct WeeklyReportTests {
  private func renderer(_ provider: FakeProvider = SampleWeek.provider()) throws -> ReportRenderer {
    ReportRenderer(try SampleWeek.definition(), provider: provider)
  }

  private func markdown(_ provider: FakeProvider) throws -> String {
    String(decoding: try renderer(provider).markdown(), as: UTF8.self)
  }

  @Test func `the Markdown of a week is the golden one`() throws {
    #expect(try matchesGolden("weekly.md", try renderer().markdown()))
  }

  @Test func `the CSV files of a week are the golden ones`() throws {
    for file in try renderer().csvFiles() { #expect(try matchesGolden("weekly/\(file.name)", file.bytes)) }
  }

  @Test func `an empty first week still gives a report that says so`() throws {
    #expect(try matchesGolden("empty.md", try renderer(SampleWeek.emptyProvider()).markdown()))
  }

  @Test func `every CSV file of an empty week has a header and nothing of a week`() throws {
    for file in try renderer(SampleWeek.emptyProvider()).csvFiles() {
      let rows = try #require(readCSV(file.bytes))
      let isAboutNothing = ["summary", "definitions", "start-latency-all"].contains { file.name.hasPrefix($0) }
      if !isAboutNothing { #expect(rows.count == 1, "\(file.name)") }
    }
  }

  @Test func `a question is asked once however many parts show it`() throws {
    let provider = SampleWeek.provider()
    let renderer = try renderer(provider)
    _ = try renderer.markdown()
    _ = try renderer.csvFiles()
    #expect(Set(provider.asked).count == provider.asked.count)
    #expect(provider.asked.contains("exposure flavor from=2026-11-16T00:00:00.000Z until=2026-11-23T00:00:00.000Z"))
    #expect(provider.asked.contains("instances as-of=2026-11-22T23:59:59.999Z"))
    #expect(
      provider.asked.contains(
        "week-over-week from=2026-11-16T00:00:00.000Z until=2026-11-23T00:00:00.000Z "
          + "before-from=2026-11-09T00:00:00.000Z before-until=2026-11-16T00:00:00.000Z"))
  }

  @Test func `the state at the end is that of as-of while the week still runs`() throws {
    var context = SampleWeek.context
    context.asOf = "2026-11-18T12:00:00.000Z"
    let provider = FakeProvider(context, SampleWeek.answers)
    _ = try renderer(provider).markdown()
    #expect(provider.asked.contains("instances as-of=2026-11-18T12:00:00.000Z"))
  }

  @Test func `the first week of the log says nothing about the week before`() throws {
    var context = SampleWeek.context
    context.before = nil
    let provider = FakeProvider(context, SampleWeek.answers)
    let text = try markdown(provider)
    #expect(text.contains("The log does not reach back to the time before."))
    #expect(text.contains("- There is no earlier week to compare with"))
  }

  @Test func `one section is the same in the document and alone`() throws {
    let whole = String(decoding: try renderer().markdown(), as: UTF8.self)
    for section in try SampleWeek.definition().sections {
      let alone = String(decoding: try renderer().markdown(section: section.name), as: UTF8.self)
      #expect(whole.contains(alone))
    }
  }

  @Test func `tables and drawings fit on 100 columns`() throws {
    let lines = String(decoding: try renderer().markdown(), as: UTF8.self).split(separator: "\n")
    for line in lines where !line.hasPrefix("- ") { #expect(DisplayWidth.of(String(line)) <= 100, "\(line)") }
  }

  @Test func `a table has the same header every week`() throws {
    func headers(_ provider: FakeProvider) throws -> [String: [String]] {
      Dictionary(
        uniqueKeysWithValues: try renderer(provider).csvFiles().map { ($0.name, readCSV($0.bytes)?.first ?? []) })
    }
    var first = SampleWeek.context
    first.before = nil
    let usual = try headers(SampleWeek.provider())
    #expect(try headers(FakeProvider(first, SampleWeek.answers)) == usual)
    #expect(try headers(SampleWeek.emptyProvider()) == usual)
  }

  @Test func `the summary has at most ten lines`() throws {
    let text = String(decoding: try renderer().markdown(section: "summary"), as: UTF8.self)
    let lines = text.split(separator: "\n").dropFirst()
    #expect(lines.count <= 10)
    #expect(lines.allSatisfy { $0.hasPrefix("- ") })
  }

  @Test func `names of strangers change neither the shape of the document nor run in a spreadsheet`() throws {
    // A wide name may break a table into pieces, each with all rows: the first says how many there are.
    func shape(_ text: String) -> [String] {
      var shape: [String] = []
      var rows = 0
      var hasTable = false
      for line: Substring in text.split(separator: "\n", omittingEmptySubsequences: false) + ["#"] {
        if line.hasPrefix("|") {
          rows += hasTable ? 0 : 1
        } else if rows > 0 {
          shape.append("\(rows) rows")
          (rows, hasTable) = (0, true)
        }
        if line.hasPrefix("#") {
          shape.append(String(line))
          hasTable = false
        }
      }
      return shape
    }
    func bars(_ text: String) -> Bool {
      text.split(separator: "\n\n").allSatisfy { piece in
        Set(piece.split(separator: "\n").filter { $0.hasPrefix("|") }.map(unescapedPipes)).count <= 1
      }
    }
    let plain = try markdown(SampleWeek.provider(names: { _ in "name" }))
    for seed in UInt64(0)..<30 {
      var generator = SplitMix64(state: seed)
      let provider = SampleWeek.provider(names: { _ in "x" + nastyText(using: &generator) })
      let renderer = try renderer(provider)
      let text = String(decoding: try renderer.markdown(), as: UTF8.self)
      #expect(shape(text) == shape(plain) && bars(text))
      #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
      #expect(text.unicodeScalars.allSatisfy { $0.value == 0x200E || !$0.properties.isBidiControl })
      for file in try renderer.csvFiles() {
        let rows = try #require(readCSV(file.bytes))
        #expect(Set(rows.map(\.count)).count == 1)
      }
    }
  }

  @Test func `a formula in a name stays text in CSV`() throws {
    let provider = SampleWeek.provider(names: { _ in "=HYPERLINK(\"x\")" })
    for file in try renderer(provider).csvFiles() {
      for field in try #require(readCSV(file.bytes)).joined() {
        #expect(!["=", "+", "@"].contains(field.first) && (field.first != "-" || Double(field) != nil))
      }
    }
  }

  private func unescapedPipes(_ line: Substring) -> Int {
    var (count, isEscaped) = (0, false)
    for scalar in line.unicodeScalars {
      if scalar == "|", !isEscaped { count += 1 }
      isEscaped = scalar == "\\" && !isEscaped
    }
    return count
  }
}
