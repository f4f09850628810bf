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
    let history = try InstanceHistory.read(told.key, Question(asOf: last), in: try told.log())
    return HistoryPage(history, extent).lines(width: width, isColored: isColored)
  }

  @Test func `a life is told in order, steps as bars`() throws {
    #expect(
      try page(life()).joined(separator: "\n") == """
        train  aa11bb22-0000
          status     START_FAILED since (2026-11-17 09:09:10, 09:09:20]
          reason     no node
          flavor     modelarts.vm.gpu.v100  gpu (guessed from the id)
          image      trainer:1.0
                     img-1
          place      region eu-de, project p1
          volume     EVS 100 GB; billed now: STORAGE
          as of      2026-11-17 09:09:20, 17 events (#1-17), 1 poll told nothing, 1
                     start refused

        Exposure to charges, from the log's begin until 2026-11-17 09:09:20
                                  lower        best       upper  unobserved
          COMPUTE h                 0.2         0.2         0.2         0.7
          STORAGE h                 0.5         0.5         0.5         0.7
          STORAGE GB-h             48.9        48.9        48.9

        2026-11-17 Tuesday
          by 08:00:00           STOPPED for 12 min, 2 polls, #1-3; 1 poll told nothing
                                (HTTP 503, #2)
          (08:12:29, 08:12:30]  start 1 succeeded in 60-71 s
            requested, ended (08:13:30, 08:13:40], 5 polls, #4-9
            1 prepare storage    ░░░░░░░░░·····················  <= 21 s
            2 prepare compute    ····░░░░░████████████░░░░░····  30-50 s
            3 configure network  ·····················░░░░░····  <= 10 s
            4 initialise         ·····················░░░░░░░░░  <= 20 s        implied
          (08:13:30, 08:13:40]  RUNNING for 51 min 20 s, 3 polls, #9-11; not observed
                                (08:25:00, 09:05:00], 40 min
          (08:25:00, 09:05:00]  restarted: only a new token shows it, #11
          09:06:00              stop accepted, #12
          (09:06:00, 09:07:00]  STOPPED, after STOPPING, 2 polls, #12-13
          09:08:00              start 2 refused (capacity, ModelArts.6360), #14: sold
                                out
          (09:08:59, 09:09:00]  start 3 failed after 10-21 s, at step 2
            requested, ended (09:09:10, 09:09:20], 2 polls, #15-17
            failed step: 2 prepare compute; reason: no node
            1 prepare storage    (09:08:59, 09:09:10] to (09:09:10, 09:09:20]
            2 prepare compute    ···············░░░░░░░░░░░░░░░  <= 10 s        FAILED
            3 configure network  not begun
            4 initialise         not begun
          (09:09:10, 09:09:20]  START_FAILED, 1 poll, #17

        Times are UTC. (a, b]: after a, not later than b. #: position in the log. Bars:
        █ certainly, ░ possibly, · not then.
        implied, *: follows from the outcome, was not listed.
        An answer: nbtrack history aa11bb22 --raw POSITION. All events: --events.
        """)
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
    #expect(lines.contains { $0.hasPrefix("Earlier, 2026-11-01 to 2026-11-05: 4 starts: 4 succeeded; 4 gaps of") })
    #expect(lines.filter { $0.contains(" start ") && $0.contains("succeeded") }.count == 8)
    #expect(lines.filter { $0.contains("    requested, ended") }.count == 3)
    #expect(try page(told, .all).filter { $0.contains("    requested, ended") }.count == 12)
  }

  @Test func `an instance of which only refusals and silence are known has a page`() throws {
    var told = Told()
    try told.tell(.poll, "08:00:00", nil, http: 0)
    try told.tell(.create, "08:01:00", "{\"error_code\":\"ModelArts.0116\"}", http: 400)
    let text = try page(told).joined(separator: "\n")
    #expect(text.contains("1 poll told nothing (no answer, #1)"))
    #expect(text.contains("create 1 refused (quota, ModelArts.0116)"))
    #expect(text.contains("not known: no answer carried one"))
  }
}
