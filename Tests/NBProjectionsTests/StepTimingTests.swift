import NBObservations
import Testing

@testable import NBProjections

// Rules T1 to T8: when the steps of an attempt began and ended.

@Test func `a step that was never listed has no row - T1`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [2: .processing])
    poll(at: 20, "RUNNING")
  }
  #expect(folded.rows[0].steps.map(\.step) == [2])
}

@Test func `rows are ascending by step whatever order they came in - T1`() {
  let folded = given {
    start(at: 0, steps: [4: .waiting])
    poll(at: 10, "STARTING", steps: [2: .waiting])
    poll(at: 20, "STARTING", steps: [1: .processing, 3: .waiting])
  }
  #expect(folded.rows[0].steps.map(\.step) == [1, 2, 3, 4])
}

@Test func `a step begins and ends between the looks that bracket it - T4 T5`() throws {
  let step = try step {
    start(at: 0, requestedAt: -1, steps: [1: .waiting])
    poll(at: 10, "STARTING", steps: [1: .waiting])
    poll(at: 20, "STARTING", steps: [1: .processing])
    poll(at: 30, "STARTING", steps: [1: .processing])
    poll(at: 35, "STARTING")
    poll(at: 40, "STARTING", steps: [1: .completed])
    poll(at: 50, "STARTING", steps: [1: .completed])
  }
  #expect(step.status == .completed)
  #expect(step.began == bounds(10, 20))
  #expect(step.ended == bounds(30, 40))
  #expect(step.duration == lasting(10, 30))
  #expect(step.ageAtEnd(begin: bounds(-1, 0)) == lasting(30, 41))
  #expect(!step.inferred)
  #expect(!step.isCensored)
}

@Test func `without an earlier look a step is bounded by begin low - T4 T5`() throws {
  let step = try step {
    start(at: 0, requestedAt: -1)
    poll(at: 10, "STARTING", steps: [1: .completed])
  }
  #expect(step.began == bounds(-1, 10))
  #expect(step.ended == bounds(-1, 10))
  #expect(step.duration == lasting(0, 11))
}

@Test func `a step completed in the start answer took no time that polls could see - T2 T4`() throws {
  let step = try step { start(at: 0, steps: [1: .completed]) }
  #expect(step.began == bounds(0, 0))
  #expect(step.duration == lasting(0, 0))
}

@Test func `begin low counts as it was known when the step was first listed - T4 A6`() {
  let folded = given {
    poll(at: -20, "STOPPED")
    poll(at: 0, "STARTING", steps: [1: .processing])
    start(at: 5, requestedAt: -3, steps: [1: .completed, 2: .completed])
  }
  #expect(folded.rows[0].begin == bounds(-3, 0))
  #expect(folded.rows[0].steps[0].began == bounds(-20, 0))
  #expect(folded.rows[0].steps[1].began == bounds(-3, 5))
}

@Test func `a start answer of class up is an ordinary look - T2 A7`() throws {
  let step = try step {
    start(at: 0, "RUNNING", steps: [1: .waiting])
    poll(at: 10, "STARTING", steps: [1: .processing])
    poll(at: 20, "RUNNING")
  }
  #expect(step.began == bounds(0, 10))
}

@Test func `WAITING after PROCESSING is the latest status, and the begin stays - T4`() throws {
  let step = try step {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .processing])
    poll(at: 20, "STARTING", steps: [1: .waiting])
    poll(at: 30, "STARTING", steps: [1: .completed])
  }
  #expect(step.began == bounds(0, 10))
  #expect(step.ended == bounds(20, 30))
}

@Test func `the closing observation is no look at an unfinished step - T3`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .processing, 2: .waiting, 3: .waiting])
    poll(at: 20, "STOPPED", steps: [1: .processing, 2: .waiting, 3: .processing, 4: .waiting])
  }
  let steps = folded.rows[0].steps
  #expect(steps.map(\.status) == [.processing, .waiting, .processing, .waiting])
  #expect(steps.map(\.lastUnfinished) == [instant(10), instant(10), instant(10), nil])
  #expect(steps.map(\.began) == [bounds(0, 10), nil, bounds(10, 20), nil])
  #expect(steps.map(\.ended) == [nil, nil, nil, nil])
  #expect(steps[0].duration == lasting(0, nil))
  #expect(steps[2].duration == lasting(0, nil))
  #expect(steps[1].duration == nil)
}

@Test func `COMPLETED and FAILED of the closing observation apply before the outcome - A12 T3`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .processing])
    poll(at: 20, "START_FAILED", steps: [1: .completed, 2: .failed, 3: .processing])
  }
  let steps = folded.rows[0].steps
  #expect(steps.map(\.status) == [.completed, .failed, .processing])
  #expect(steps.map(\.ended) == [bounds(10, 20), bounds(0, 20), nil])
  #expect(steps.map(\.inferred) == [false, false, false])
  #expect(folded.rows[0].failedStep == 2)
}

@Test func `PROCESSING at the close turns a begun step that is WAITING again - T3`() throws {
  let step = try step {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .processing])
    poll(at: 20, "STARTING", steps: [1: .waiting])
    poll(at: 30, "STOPPED", steps: [1: .processing])
  }
  #expect(step.status == .processing)
  #expect(step.began == bounds(0, 10))
  #expect(step.lastUnfinished == instant(20))
}

@Test func `PROCESSING at the close does not take a failure back, COMPLETED does - T3 T8`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .failed, 2: .failed])
    poll(at: 20, "RUNNING", steps: [1: .processing, 2: .completed])
  }
  let steps = folded.rows[0].steps
  #expect(steps.map(\.status) == [.failed, .completed])
  #expect(steps.map(\.ended) == [bounds(0, 10), bounds(0, 20)])
  #expect(steps.map(\.inferred) == [false, false])
}

@Test func `COMPLETED and later FAILED is FAILED, and the end stays - T7`() throws {
  let step = try step {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .completed])
    poll(at: 20, "STARTING", steps: [1: .failed])
  }
  #expect(step.status == .failed)
  #expect(step.ended == bounds(0, 10))
}

@Test(arguments: [StepStatus.waiting, .processing])
func `FAILED and later unfinished takes the end back - T8 T5`(retried: StepStatus) throws {
  let step = try step {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .processing])
    poll(at: 20, "STARTING", steps: [1: .failed])
    poll(at: 30, "STARTING", steps: [1: retried])
  }
  #expect(step.status == retried)
  #expect(step.ended == nil)
  #expect(step.began == bounds(0, 10))
  #expect(step.duration == lasting(20, nil))
}

@Test func `a retried step ends after the latest look at it unfinished - T5 T8`() throws {
  let step = try step {
    start(at: 0)
    poll(at: 20, "STARTING", steps: [1: .failed])
    poll(at: 30, "STARTING", steps: [1: .waiting])
    poll(at: 40, "STARTING", steps: [1: .failed])
    poll(at: 50, "STARTING", steps: [1: .processing])
    poll(at: 60, "STARTING", steps: [1: .completed])
  }
  #expect(step.began == bounds(0, 20))
  #expect(step.ended == bounds(50, 60))
}

@Test func `FAILED and then COMPLETED ends anew - T8`() throws {
  let step = try step {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .processing])
    poll(at: 20, "STARTING", steps: [1: .failed])
    poll(at: 30, "STARTING", steps: [1: .completed])
  }
  #expect(step.status == .completed)
  #expect(step.ended == bounds(10, 30))
}
