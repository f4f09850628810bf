import NBObservations
import Testing

@testable import NBProjections

// Rules T9 to T12: what the outcome of an attempt says about its steps.

@Test func `success completes every listed step by implication - T9`() {
  let folded = given {
    start(at: 0, requestedAt: -1)
    poll(at: 10, "STARTING", steps: [1: .completed, 2: .processing, 3: .waiting])
    poll(at: 15, "STARTING")
    poll(at: 20, "RUNNING", steps: [4: .waiting])
  }
  let steps = folded.rows[0].steps
  #expect(steps.map(\.status) == [.completed, .completed, .completed, .completed])
  #expect(steps.map(\.inferred) == [false, true, true, true])
  #expect(steps.map(\.began) == [bounds(-1, 10), bounds(-1, 10), bounds(10, 20), bounds(-1, 20)])
  #expect(steps.map(\.ended) == [bounds(-1, 10), bounds(10, 20), bounds(10, 20), bounds(-1, 20)])
}

@Test func `a PROCESSING entry at the success is completed by implication - T3 T9`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .waiting])
    poll(at: 20, "RUNNING", steps: [1: .processing, 2: .processing])
  }
  #expect(folded.rows[0].steps.map(\.began) == [bounds(10, 20), bounds(0, 20)])
  #expect(folded.rows[0].steps.map(\.ended) == [bounds(10, 20), bounds(0, 20)])
  #expect(folded.rows[0].steps.map(\.inferred) == [true, true])
}

@Test func `a FAILED step of a success stays FAILED - T9`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .failed])
    poll(at: 20, "RUNNING")
  }
  #expect(folded.rows[0].steps.map(\.status) == [.failed])
  #expect(folded.rows[0].failedStep == nil)
}

@Test func `failure without a FAILED step fails those in progress - T10`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .completed, 2: .processing, 3: .processing, 4: .waiting])
    poll(at: 20, "START_FAILED")
  }
  let row = folded.rows[0]
  #expect(row.steps.map(\.status) == [.completed, .failed, .failed, .waiting])
  #expect(row.steps.map(\.inferred) == [false, true, true, false])
  #expect(row.steps.map(\.ended) == [bounds(0, 10), bounds(10, 20), bounds(10, 20), nil])
  #expect(row.failedStep == 2)
}

@Test func `failure with a FAILED step fails no other - T10 T11`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .processing, 3: .failed])
    poll(at: 20, "START_FAILED")
  }
  #expect(folded.rows[0].steps.map(\.status) == [.processing, .failed])
  #expect(folded.rows[0].steps.map(\.isCensored) == [true, false])
  #expect(folded.rows[0].failedStep == 3)
}

@Test func `failed_step is never invented - T10`() {
  for steps in [[:], [1: .waiting], [1: .completed, 2: .waiting]] as [[Int: StepStatus]] {
    let folded = given {
      start(at: 0)
      poll(at: 10, "STARTING", steps: steps)
      poll(at: 20, "START_FAILED")
    }
    #expect(folded.rows[0].outcome == .failed)
    #expect(folded.rows[0].failedStep == nil)
  }
}

@Test func `a step first listed PROCESSING by the failure ends after begin low - T3 T10`() throws {
  let step = try step {
    start(at: 0, requestedAt: -1)
    poll(at: 20, "START_FAILED", steps: [1: .processing])
  }
  #expect(step.status == .failed)
  #expect(step.began == bounds(-1, 20))
  #expect(step.ended == bounds(-1, 20))
}

@Test(arguments: ["STOPPED", "STARTING"])
func `a begun step without an end is censored at the latest look that listed it unfinished - T11`(word: String) throws {
  let step = try step {
    start(at: 0, requestedAt: -1)
    poll(at: 20, "STARTING", steps: [1: .processing])
    poll(at: 50, "STARTING", steps: [1: .processing])
    poll(at: 60, word)
  }
  #expect(step.isCensored)
  #expect(step.duration == lasting(30, nil))
  #expect(step.ageAtEnd(begin: bounds(-1, 0)) == lasting(50, nil))
}

@Test func `a step begun by the closing observation is censored at nothing - T11`() throws {
  let step = try step {
    start(at: 0)
    poll(at: 20, "STOPPED", steps: [1: .processing])
  }
  #expect(step.lastUnfinished == nil)
  #expect(step.duration == lasting(0, nil))
  #expect(step.ageAtEnd(begin: bounds(0, 0)) == lasting(0, nil))
}

@Test func `a superseded attempt implies nothing about its steps - T9 T10 A10`() {
  let folded = given {
    start(at: 0)
    poll(at: 20, "STARTING", steps: [1: .processing])
    start(at: 30)
    poll(at: 40, "RUNNING")
  }
  #expect(folded.rows[0].steps.map(\.status) == [.processing])
  #expect(folded.rows[0].steps.map(\.inferred) == [false])
  #expect(folded.rows[1].steps.isEmpty)
}
