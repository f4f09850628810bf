import NBBasics
import NBObservations
import NBReadModel
import NBReports
import Testing

@testable import NBCommands

@Suite struct HistoryPageTests {
  /// The page of a life as of its end.
  private func page(
    _ told: Told, width: Int = 80, isColored: Bool = false, _ extent: HistoryPage.Extent = .latest
  ) throws -> [String] {
    let last = try #require(told.observations.map(\.observedAt).max())
    let history = try InstanceHistory.read(told.key, Period(asOf: last), in: try told.log())
    return TerminalRenderer(width: width, isColored: isColored).lines(HistoryPage(history, extent).document)
  }

  @Test func `a life is told in order, steps as bars`() throws {
    for width in [80, 140] {
      let text = try page(life(), width: width).map { $0 + "\n" }.joined()
      #expect(try matchesGolden("history-\(width).txt", text))
    }
  }

  @Test(arguments: [40, 80, 81, 120]) func `no line is wider than the terminal`(width: Int) throws {
    let name = "日本\\u001b[2J\\u202e" + String(repeating: "very-long-name", count: 12)
    for line in try page(life(name: name), width: width) {
      #expect(DisplayWidth.of(line) <= width, "\(line)")
    }
  }

  @Test func `a name cannot act on the terminal`() throws {
    let text = try page(life(name: "\\u001b[2J\\u202ename")).joined(separator: "\n")
    #expect(!text.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    #expect(text.contains("␛[2J{U+202E}name"))
  }

  @Test func `colour changes nothing but colour`() throws {
    let plain = try page(life())
    let colored = try page(life(), isColored: true).map { line in
      var text = ""
      var isEscape = false
      for character in line {
        if character == "\u{1B}" { isEscape = true }
        if !isEscape { text.append(character) }
        if isEscape, character == "m" { isEscape = false }
      }
      return text
    }
    #expect(try page(life(), isColored: true).contains { $0.contains("\u{1B}[31mfailed\u{1B}[0m") })
    #expect(colored == plain)
  }

  @Test func `a long life shows its latest starts and sums up the others`() throws {
    var told = Told()
    for day in 1...12 {
      let date = "11-\(day < 10 ? "0" : "")\(day)"
      try told.tell(.poll, "\(date) 08:00:00", "{\"status\":\"STOPPED\"}")
      try told.tell(.start, "\(date) 08:10:00", "{\"status\":\"STARTING\"}")
      try told.tell(.poll, "\(date) 08:11:00", "{\"status\":\"RUNNING\"}")
    }
    let lines = try page(told)
    #expect(lines.contains { $0.hasPrefix("Earlier, 1 Nov 2026 to 5 Nov 2026: 4 starts: 4 succeeded; 4 gaps of") })
    #expect(lines.filter { $0.contains(" start ") && $0.contains("succeeded") }.count == 8)
    #expect(lines.filter { $0.contains("    requested, ended") }.count == 3)
    #expect(try page(told, .all).filter { $0.contains("    requested, ended") }.count == 12)
  }

  @Test func `an instance of which only refusals and silence are known has a page`() throws {
    var told = Told()
    try told.tell(.poll, "08:00:00", nil, http: 0)
    try told.tell(.create, "08:01:00", "{\"error_code\":\"ModelArts.0116\"}", http: 400)
    let text = try page(told).joined(separator: "\n")
    #expect(text.contains("1 poll gave no usable answer (no answer, #1)"))
    #expect(text.contains("create 1 refused (quota, ModelArts.0116)"))
    #expect(text.contains("not known: no answer had one"))
  }
}
