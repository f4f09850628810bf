import NBObservations
import Testing

@testable import NBProjections

// Rules A13 to A16: what other observations do while no attempt is open.

@Test(arguments: [("INIT", StartKind.create), ("CREATING", .create), ("STARTING", .start), ("starting", .start)])
func `the first sign of a start opens an inferred attempt - A13`(word: String, kind: StartKind) {
  let folded = given {
    poll(at: 0, "STOPPED") { $0.flavor = "before" }
    poll(at: 10, word, steps: [1: .processing])
  }
  #expect(folded.rows.map(\.kind) == [kind])
  #expect(folded.rows[0].origin == .inferred)
  #expect(folded.rows[0].begin == bounds(0, 10))
  #expect(folded.rows[0].polls == 1)
  #expect(folded.rows[0].traits.flavor == "before")
  #expect(folded.rows[0].steps[0].began == bounds(0, 10))
}

@Test func `the very first observation gives an attempt without lower end of begin - A13`() {
  let folded = given {
    poll(at: 10, "STARTING", steps: [1: .processing])
    poll(at: 20, "RUNNING")
  }
  #expect(folded.rows[0].begin == bounds(nil, 10))
  #expect(folded.rows[0].end == bounds(10, 20))
  #expect(folded.rows[0].total == lasting(0, nil))
  #expect(folded.rows[0].steps[0].began == bounds(nil, 10))
  #expect(folded.rows[0].steps[0].duration == lasting(0, nil))
}

@Test(arguments: ["STOPPED", "STOPPING", "FROZEN", "ERROR", "START_FAILED", "CREATE_FAILED", "DELETED"])
func `up after down or failed is an attempt that no poll saw - A14`(before: String) {
  let folded = given {
    poll(at: 0, before)
    lost(at: 5)
    poll(at: 10, "RUNNING", steps: [1: .completed]) { $0.flavor = "now" }
    poll(at: 20, "RUNNING")
  }
  #expect(folded.rows.map(\.outcome) == [.succeeded])
  let row = folded.rows[0]
  #expect(row.kind == .start)
  #expect(row.origin == .inferred)
  #expect(row.begin == bounds(0, 10))
  #expect(row.end == bounds(0, 10))
  #expect(row.total == lasting(0, 10))
  #expect(row.steps.isEmpty)
  #expect(row.polls == 1)
  #expect(row.traits.flavor == "now")
  #expect(row.gaps.count == 0)
  #expect(row.serverTotal == nil)
}

@Test func `up after gone is an attempt that no poll saw - A2 A14`() {
  let folded = given {
    gone(at: 0)
    poll(at: 10, "SNAPSHOTTING")
  }
  #expect(folded.rows.map(\.outcome) == [.succeeded])
}

@Test func `an answer without status does not hide the status before - A2 A14`() {
  let folded = given {
    poll(at: 0, "STOPPED")
    empty(at: 5, .stop)
    poll(at: 10, "RUNNING")
  }
  #expect(folded.rows.map(\.begin) == [bounds(5, 10)])
}

@Test func `an unknown word hides the status before - A2 A14`() {
  let folded = given {
    poll(at: 0, "STOPPED")
    poll(at: 5, "RESIZING")
    poll(at: 10, "RUNNING")
    poll(at: 15, "RESIZING")
    poll(at: 20, "START_FAILED")
  }
  #expect(folded.rows.isEmpty)
}

@Test(arguments: [
  ("STOPPED", "START_FAILED", StartKind.start), ("RUNNING", "START_FAILED", .start),
  ("STOPPED", "CREATE_FAILED", .create), ("RUNNING", "CREATE_FAILED", .create),
])
func `a failure first seen after down or up is an attempt that no poll saw - A15`(
  before: String, word: String, kind: StartKind
) {
  let folded = given {
    poll(at: 0, before)
    poll(at: 10, word, steps: [2: .failed]) { $0.failReason = "why" }
    poll(at: 20, word)
  }
  #expect(folded.rows.map(\.outcome) == [.failed])
  let row = folded.rows[0]
  #expect(row.kind == kind)
  #expect(row.origin == .inferred)
  #expect(row.begin == bounds(0, 10))
  #expect(row.end == bounds(0, 10))
  #expect(row.failReason == "why")
  #expect(row.failedStep == nil)
  #expect(row.steps.isEmpty)
  #expect(row.polls == 1)
  #expect(row.total == nil)
}

@Test(arguments: ["START_FAILED", "CREATE_FAILED"])
func `a failure as the first status opens nothing - A15`(word: String) {
  #expect(given { poll(at: 0, word) }.rows.isEmpty)
  #expect(
    given {
      empty(at: -5, .stop)
      poll(at: 0, word)
    }.rows.isEmpty)
}

@Test func `a failure after a failure opens nothing - A15 A16`() {
  let folded = given {
    poll(at: 0, "ERROR")
    poll(at: 10, "START_FAILED")
  }
  #expect(folded.rows.isEmpty)
}

@Test(arguments: ["STOPPED", "RUNNING"])
func `ERROR opens nothing - A15 A16`(before: String) {
  let folded = given {
    poll(at: 0, before)
    poll(at: 10, "ERROR")
  }
  #expect(folded.rows.isEmpty)
}

@Test func `up, down and unknown without a start before open nothing - A16`() {
  let folded = given {
    poll(at: 0, "RUNNING")
    poll(at: 10, "SNAPSHOTTING")
    poll(at: 20, "RUNNING")
    poll(at: 30, "RESIZING")
    poll(at: 40, "STOPPING")
    poll(at: 50, "STOPPED")
    gone(at: 60)
  }
  #expect(folded.rows.isEmpty)
}
