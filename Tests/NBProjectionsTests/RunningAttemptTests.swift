import NBObservations
import Testing

@testable import NBProjections

// Rules A8 to A12: what other observations do while an attempt is open.

@Test(arguments: ["STOPPED", "START_FAILED", "CREATE_FAILED", "ERROR", "FROZEN", "stopped"])
func `the status from before the start is stale for 10 s - A9`(word: String) {
  let folded = given {
    poll(at: -5, word)
    start(at: 0)
    poll(at: 10, word, steps: [1: .failed]) { $0.flavor = "stale" }
  }
  #expect(folded.rows.map(\.outcome) == [.inProgress])
  #expect(folded.rows[0].polls == 0)
  #expect(folded.rows[0].steps.isEmpty)
  #expect(folded.rows[0].traits.flavor == nil)
  #expect(folded.status.traits.flavor == "stale")
  #expect(folded.rows[0].lastApplied == instant(0))
}

@Test(arguments: [
  ("STOPPED", AttemptOutcome.cancelled), ("START_FAILED", .failed), ("CREATE_FAILED", .failed), ("ERROR", .failed),
  ("FROZEN", .cancelled),
])
func `after 10 s the status from before the start decides - A9 A11`(word: String, outcome: AttemptOutcome) {
  let folded = given {
    poll(at: -5, word)
    start(at: 0)
    poll(at: 10.001, word)
  }
  #expect(folded.rows.map(\.outcome) == [outcome])
  #expect(folded.rows[0].end == bounds(0, 10.001))
}

@Test(arguments: [("STOPPING", AttemptOutcome.cancelled), ("DELETED", .cancelled), ("RUNNING", .succeeded)])
func `other words are never stale - A9`(word: String, outcome: AttemptOutcome) {
  let folded = given {
    poll(at: -5, word)
    start(at: 0)
    poll(at: 1, word)
  }
  #expect(folded.rows.map(\.outcome) == [outcome])
}

@Test func `gone is never stale - A9`() {
  let folded = given {
    gone(at: -5)
    start(at: 0)
    gone(at: 1)
  }
  #expect(folded.rows.map(\.outcome) == [.cancelled])
}

@Test func `a status other than the one before the start is not stale - A9`() {
  let folded = given {
    poll(at: -5, "STOPPED")
    start(at: 0)
    poll(at: 1, "START_FAILED")
  }
  #expect(folded.rows.map(\.outcome) == [.failed])
}

@Test func `without a status before the start STOPPED is stale - A9`() {
  let folded = given {
    start(at: 0)
    poll(at: 1, "STOPPED")
    poll(at: 2, "FROZEN")
  }
  #expect(folded.rows.map(\.outcome) == [.cancelled])
  #expect(folded.rows[0].end == bounds(1, 2))
}

@Test func `the status before the start skips answers without one - A2 A9`() {
  let folded = given {
    poll(at: -10, "ERROR")
    empty(at: -5, .stop)
    start(at: 0)
    poll(at: 1, "ERROR")
  }
  #expect(folded.rows.map(\.outcome) == [.inProgress])
}

@Test func `an inferred attempt knows no stale answers - A9`() {
  let folded = given {
    poll(at: -1, "STOPPED")
    poll(at: 0, "STARTING")
    poll(at: 1, "STOPPED")
  }
  #expect(folded.rows.map(\.outcome) == [.cancelled])
}

@Test func `a stale answer is the observation before and the last status - A2 A9`() {
  let folded = given {
    poll(at: -5, "STOPPED")
    start(at: 0)
    poll(at: 4, "STOPPED")
    poll(at: 14, "RUNNING")
  }
  #expect(folded.rows[0].end == bounds(4, 14))
  #expect(folded.rows[0].polls == 1)
  #expect(folded.rows[0].gaps.runs.map(\.gap) == [4_000, 10_000])
}

@Test func `the second start counts its own 10 s and its own status before - A9`() {
  let folded = given {
    poll(at: -5, "STOPPED")
    start(at: 0)
    start(at: 20, "STARTING")
    poll(at: 25, "STOPPED")
  }
  #expect(folded.rows.map(\.outcome) == [.superseded, .cancelled])
}

@Test func `a progress list that starts over supersedes - A10`() {
  let folded = given {
    start(at: 0) { $0.flavor = "a" }
    poll(at: 10, "STARTING", steps: [1: .completed, 2: .processing])
    poll(at: 20, "STARTING", steps: [1: .processing, 2: .waiting]) { $0.flavor = "b" }
  }
  #expect(folded.rows.map(\.outcome) == [.superseded, .inProgress])
  #expect(folded.rows[0].end == bounds(10, 20))
  #expect(folded.rows[0].polls == 1)
  #expect(folded.rows[0].traits.flavor == "a")
  #expect(folded.rows[0].steps.map(\.status) == [.completed, .processing])
  #expect(folded.rows[1].begin == bounds(10, 20))
  #expect(folded.rows[1].origin == .inferred)
  #expect(folded.rows[1].kind == .start)
  #expect(folded.rows[1].polls == 1)
  #expect(folded.rows[1].traits.flavor == "b")
  #expect(folded.rows[1].steps.map(\.status) == [.processing, .waiting])
  #expect(folded.rows[1].steps[0].began == bounds(10, 20))
}

@Test(arguments: [("CREATING", StartKind.create), ("INIT", .create), ("STARTING", .start), ("RESIZING", .start)])
func `the attempt after a list that starts over has the kind of its status - A10 A13`(word: String, kind: StartKind) {
  let folded = given {
    create(at: 0)
    poll(at: 10, "CREATING", steps: [1: .completed])
    poll(at: 20, word, steps: [1: .waiting])
  }
  #expect(folded.rows.map(\.kind) == [.create, kind])
}

@Test(arguments: ["RUNNING", "STOPPED", "ERROR"])
func `a closing observation never starts over - A10 A11`(word: String) {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .completed])
    poll(at: 20, word, steps: [1: .waiting])
  }
  #expect(folded.rows.count == 1)
  #expect(folded.rows[0].steps.map(\.status) == [.completed])
}

@Test func `an adopting answer never starts over - A6 T6`() {
  let folded = given {
    poll(at: 0, "STARTING", steps: [1: .completed])
    start(at: 10, steps: [1: .waiting])
  }
  #expect(folded.rows.count == 1)
  #expect(folded.rows[0].steps.map(\.status) == [.completed])
  #expect(folded.rows[0].steps[0].lastUnfinished == nil)
}

@Test func `a step that failed after it completed does not start over - A10 T7 T8`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .completed])
    poll(at: 20, "STARTING", steps: [1: .failed])
    poll(at: 30, "STARTING", steps: [1: .processing])
  }
  #expect(folded.rows.count == 1)
}

@Test func `an unknown status and an empty stop answer leave the attempt open - A10`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "RESIZING", steps: [1: .processing])
    empty(at: 20, .stop)
    poll(at: 30, nil, steps: [2: .waiting])
  }
  #expect(folded.rows.map(\.outcome) == [.inProgress])
  #expect(folded.rows[0].polls == 3)
  #expect(folded.rows[0].steps.map(\.step) == [1, 2])
  #expect(folded.rows[0].lastApplied == instant(30))
}

@Test(arguments: [
  ("RUNNING", AttemptOutcome.succeeded), ("SNAPSHOTTING", .succeeded), ("running", .succeeded),
  ("START_FAILED", .failed),
  ("CREATE_FAILED", .failed), ("ERROR", .failed), ("STOPPING", .cancelled), ("STOPPED", .cancelled),
  ("DELETING", .cancelled), ("DELETED", .cancelled), ("DELETE_FAILED", .cancelled), ("FROZEN", .cancelled),
])
func `the class of the status decides the outcome - A11`(word: String, outcome: AttemptOutcome) {
  let folded = given {
    start(at: 0)
    poll(at: 20, "STARTING")
    poll(at: 30, word) { $0.failReason = "why" }
  }
  #expect(folded.emitted.map(\.outcome) == [outcome])
  #expect(folded.emitted[0].end == bounds(20, 30))
  #expect(folded.emitted[0].polls == 2)
  #expect(folded.emitted[0].failReason == (outcome == .failed ? "why" : nil))
  #expect(folded.attempts.open == nil)
}

@Test func `gone cancels - S2 A11`() {
  let folded = given {
    start(at: 0)
    observe(.poll, at: 30, nil, http: 404, hasBody: false)
  }
  #expect(folded.emitted.map(\.outcome) == [.cancelled])
  #expect(folded.emitted[0].end == bounds(0, 30))
  #expect(folded.emitted[0].polls == 1)
}

@Test func `stop and delete answers apply like polls - A8 A11 A17`() {
  let folded = given {
    start(at: 0)
    observe(.stop, at: 30, "STOPPING")
    start(at: 40)
    observe(.delete, at: 50, "DELETING")
  }
  #expect(folded.emitted.map(\.outcome) == [.cancelled, .cancelled])
  #expect(folded.emitted.map(\.polls) == [1, 1])
}

@Test func `what tells nothing changes nothing - A2 S4`() {
  let folded = given {
    start(at: 0)
    lost(at: 10)
    observe(.poll, at: 12, "STOPPED", http: 403)
    observe(.poll, at: 13, nil, http: 200, hasBody: false)
    observe(.poll, at: 14, nil, http: 429)
    observe(.stop, at: 15, nil, http: 400, code: "ModelArts.6307")
    poll(at: 20, "RUNNING")
  }
  #expect(folded.rows[0].end == bounds(0, 20))
  #expect(folded.rows[0].polls == 1)
  #expect(folded.rows[0].gaps.runs.map(\.gap) == [20_000])
}
