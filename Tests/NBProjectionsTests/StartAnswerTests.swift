import NBObservations
import Testing

@testable import NBProjections

// Rules A3 to A7: what start and create answers do.

@Test func `an accepted start opens a requested attempt at its answer - A4`() throws {
  let row = try #require(given { start(at: 10) }.rows.first)
  #expect(row.number == 1)
  #expect(row.kind == .start)
  #expect(row.origin == .requested)
  #expect(row.begin == bounds(10, 10))
  #expect(row.outcome == .inProgress)
  #expect(row.end == nil)
  #expect(row.polls == 0)
}

@Test func `an attempt begins after its request was sent - A4`() throws {
  let row = try #require(given { create(at: 10, requestedAt: 9.5) }.rows.first)
  #expect(row.kind == .create)
  #expect(row.begin == bounds(9.5, 10))
}

@Test func `an empty 2xx start answer opens an attempt - S1 A4`() throws {
  let folded = given { empty(at: 10, .start) }
  #expect(folded.rows.map(\.outcome) == [.inProgress])
}

@Test func `a second accepted start supersedes the first - A5`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING")
    start(at: 30)
  }
  #expect(folded.rows.map(\.outcome) == [.superseded, .inProgress])
  #expect(folded.rows[0].end == bounds(10, 30))
  #expect(folded.rows[0].polls == 1)
  #expect(folded.rows[1].begin == bounds(30, 30))
  #expect(folded.rows[1].number == 2)
}

@Test func `the answer that supersedes gives its values to the new attempt alone - A5`() {
  let folded = given {
    start(at: 0) { $0.flavor = "old" }
    start(at: 30) { $0.flavor = "new" }
  }
  #expect(folded.rows.map(\.traits.flavor) == ["old", "new"])
}

@Test(arguments: [(60.0, true), (60.001, false)])
func `a start adopts an inferred attempt that was seen at most 60 s before - A6`(at: Double, isAdopted: Bool) {
  let folded = given {
    poll(at: -20, "STOPPED")
    poll(at: 0, "STARTING")
    start(at: at)
  }
  #expect(folded.rows.count == (isAdopted ? 1 : 2))
  #expect(folded.rows[0].origin == (isAdopted ? .requested : .inferred))
  #expect(folded.rows[0].outcome == (isAdopted ? .inProgress : .superseded))
  #expect(folded.rows[0].begin == bounds(-20, 0))
}

@Test func `an adopted attempt takes the kind of the answer and keeps its number - A6`() {
  let folded = given {
    poll(at: 0, "STARTING")
    create(at: 5)
  }
  #expect(folded.rows.map(\.kind) == [.create])
  #expect(folded.rows.map(\.number) == [1])
}

@Test(
  arguments: [
    (nil, -20.0, -20.0),
    (-5.0, -20.0, -5.0),
    (-30.0, -20.0, -20.0),
    (0.0, -20.0, 0.0),
    (0.001, -20.0, -20.0),
    (-5.0, nil, -5.0),
    (0.001, nil, nil),
    (nil, nil, nil),
  ] as [(Double?, Double?, Double?)])
func `adoption raises the lower end of begin to the time of the request - A6`(
  requestedAt: Double?, previous: Double?, low: Double?
) {
  var history = previous.map { [poll(at: $0, "STOPPED")] } ?? []
  history += [poll(at: 0, "STARTING"), start(at: 5, requestedAt: requestedAt)]
  #expect(given(history).rows.map(\.begin) == [bounds(low, 0)])
}

@Test func `an attempt is adopted once, a further start supersedes it - A6 A5`() {
  let folded = given {
    poll(at: 0, "STARTING")
    start(at: 5)
    start(at: 6)
  }
  #expect(folded.rows.map(\.outcome) == [.superseded, .inProgress])
  #expect(folded.rows.map(\.origin) == [.requested, .requested])
}

@Test func `a requested attempt is never adopted - A6`() {
  let folded = given {
    start(at: 0)
    start(at: 1)
  }
  #expect(folded.rows.count == 2)
}

@Test(arguments: ["START_FAILED", "CREATE_FAILED", "ERROR"])
func `a start answer of class failed closes its attempt after begin low - A7`(word: String) throws {
  let folded = given {
    poll(at: 0, "STOPPED")
    start(at: 10, word, requestedAt: 9, steps: [1: .completed, 2: .processing]) { $0.failReason = "no node" }
  }
  let row = try #require(folded.emitted.first)
  #expect(row.outcome == .failed)
  #expect(row.end == bounds(9, 10))
  #expect(row.failReason == "no node")
  #expect(row.failedStep == 2)
  // The closing answer is no look at the unfinished step (T3).
  #expect(row.steps.map(\.ended) == [bounds(9, 10), bounds(9, 10)])
  #expect(row.steps[1].lastUnfinished == nil)
  #expect(row.polls == 0)
  #expect(row.total == nil)
  #expect(folded.attempts.open == nil)
}

@Test func `an adopting answer of class failed closes with end after begin low - A6 A7`() {
  let folded = given {
    poll(at: -20, "STOPPED")
    poll(at: 0, "STARTING")
    start(at: 5, "START_FAILED")
    poll(at: 8, "START_FAILED")
  }
  #expect(folded.emitted.map(\.outcome) == [.failed])
  #expect(folded.emitted[0].end == bounds(-20, 5))
  #expect(folded.emitted[0].origin == .requested)
}

@Test(arguments: ["RUNNING", "SNAPSHOTTING", "STOPPED", "STOPPING", "RESIZING"])
func `a start answer of class up or down never proves an outcome - A7`(word: String) {
  let folded = given { start(at: 0, word, steps: [1: .waiting]) }
  #expect(folded.rows.map(\.outcome) == [.inProgress])
  #expect(folded.rows[0].steps.map(\.status) == [.waiting])
}

@Test func `a refused start is a row of its own with the last known values - A3`() throws {
  let folded = given {
    poll(at: 0, "STOPPED") {
      $0.flavor = "modelarts.vm.cpu.2u"
      $0.userName = "ada"
    }
    observe(.start, at: 10, nil, requestedAt: 9, http: 400, code: "ModelArts.6329") { $0.flavor = "ignored" }
  }
  let row = try #require(folded.emitted.first)
  #expect(row.outcome == .refused)
  #expect(row.begin == bounds(10, 10))
  #expect(row.end == bounds(10, 10))
  #expect(row.polls == 0)
  #expect(row.errorCode == "ModelArts.6329")
  #expect(row.refusalClass == .capacity)
  #expect(row.traits.flavor == "modelarts.vm.cpu.2u")
  #expect(row.traits.userName == "ada")
  #expect(row.total == nil)
  #expect(row.gaps.count == 0)
}

@Test(
  arguments: [
    ("ModelArts.6329", 400, RefusalClass.capacity), ("ModelArts.0113", 400, .quota), ("ModelArts.6407", 403, .auth),
    (nil, 401, .auth), (nil, 403, .auth), ("ModelArts.6326", 400, .frozen), ("ModelArts.6305", 400, .state),
    ("ModelArts.6101", 429, .busy), (nil, 429, .busy), ("ModelArts.6400", 400, .invalid), (nil, 400, .invalid),
    ("ModelArts.6360", 200, .capacity),
  ] as [(String?, Int, RefusalClass)])
func `a refusal is classed by its code, then by its HTTP status - S6`(code: String?, http: Int, expected: RefusalClass)
{
  let folded = given { observe(.create, at: 1, nil, http: http, code: code) }
  #expect(folded.emitted.map(\.refusalClass) == [expected])
  #expect(folded.emitted.map(\.kind) == [.create])
  #expect(folded.emitted.map(\.errorCode) == [code])
}

@Test func `a refusal while an attempt is open changes nothing but the numbering - A3`() {
  let refusal = observe(.start, at: 5, nil, http: 400, code: "ModelArts.6306")
  let folded = given {
    poll(at: -20, "STOPPED")
    poll(at: 0, "STARTING")
    refusal
    poll(at: 10, "RUNNING")
    poll(at: 20, "STOPPED")
    start(at: 30)
  }
  #expect(folded.rows.map(\.outcome) == [.succeeded, .refused, .inProgress])
  #expect(folded.rows.map(\.number) == [1, 2, 3])
  #expect(folded.emitted.map(\.number) == [2, 1])
  #expect(folded.rows[0].end == bounds(0, 10))
  #expect(folded.rows[0].gaps.runs.map(\.gap) == [10_000])
}

@Test func `a refused start between polls does not become the observation before - A2 A3`() {
  let folded = given {
    poll(at: 0, "STOPPED")
    observe(.start, at: 5, nil, http: 403)
    poll(at: 10, "STARTING")
  }
  #expect(folded.rows[1].begin == bounds(0, 10))
}

@Test func `a start that never got an answer opens nothing - S4`() {
  let folded = given { observe(.start, at: 5, nil, http: 0, hasBody: false) }
  #expect(folded.rows.isEmpty)
}

@Test func `a start answered with gone cancels an open attempt and opens none - S2 A11`() {
  let folded = given {
    start(at: 0)
    gone(at: 5, .start)
    gone(at: 6, .start)
  }
  #expect(folded.rows.map(\.outcome) == [.cancelled])
  #expect(folded.rows[0].polls == 0)
}

@Test func `a start answer that failed opens an attempt each time, even if it is the same object - A4 A7`() {
  let answer = start(at: 0, "ERROR").answer
  let history = [0.0, 5, 9].map { FoldEvent(observedAt: instant($0), answer: answer) }
  #expect(given(history).rows.map(\.outcome) == [.failed, .failed, .failed])
}
