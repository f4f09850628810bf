import NBBasics
import NBObservations
import Testing

@testable import NBProjections

// Rule S7: an answer was read at some time between its request and its arrival.

private func asked(
  _ requestedAt: Double, at seconds: Double, _ word: String?, steps: [Int: StepStatus] = [:], token: String? = nil
) -> FoldEvent {
  observe(.poll, at: seconds, word, requestedAt: requestedAt, steps: steps, token: token)
}

@Test func `an outcome came after the time at which the look before was asked for - S7 A11`() {
  let folded = given {
    start(at: 10, requestedAt: 9)
    asked(27, at: 30, "STARTING")
    asked(38, at: 40, "RUNNING")
  }
  #expect(folded.rows.map(\.end) == [bounds(27, 40)])
  #expect(folded.rows.map(\.total) == [lasting(17, 31)])
}

@Test func `a begin that polls show came after the time at which the look before was asked for - S7 A13 A14 A15`() {
  let seen = given {
    asked(7, at: 10, "STOPPED")
    asked(19, at: 20, "STARTING")
  }
  #expect(seen.rows.map(\.begin) == [bounds(7, 20)])
  let unseen = given {
    asked(7, at: 10, "STOPPED")
    asked(19, at: 20, "RUNNING")
    asked(28, at: 30, "START_FAILED")
  }
  #expect(unseen.rows.map(\.begin) == [bounds(7, 20), bounds(19, 30)])
  #expect(unseen.rows.map(\.end) == [bounds(7, 20), bounds(19, 30)])
}

@Test func `without the time of a request the arrival of its answer counts - S7`() {
  let folded = given {
    asked(7, at: 10, "STOPPED")
    poll(at: 20, "STOPPED")
    asked(27, at: 30, "STARTING")
  }
  #expect(folded.rows.map(\.begin) == [bounds(20, 30)])
}

@Test func `a new request ends the attempt before it after the time of the look before - S7 A5 A10`() {
  let requested = given {
    start(at: 0)
    asked(67, at: 70, "STARTING")
    start(at: 100)
  }
  #expect(requested.rows.first?.end == bounds(67, 100))
  let startedOver = given {
    start(at: 0)
    asked(67, at: 70, "STARTING", steps: [1: .completed])
    asked(98, at: 100, "STARTING", steps: [1: .waiting])
  }
  #expect(startedOver.rows.map(\.end) == [bounds(67, 100), nil])
  #expect(startedOver.rows.map(\.begin) == [bounds(0, 0), bounds(67, 100)])
}

@Test func `an attempt in progress lasted until the latest look was asked for at least - S7 A17`() {
  let folded = given {
    start(at: 10)
    asked(27, at: 30, "STARTING")
  }
  #expect(folded.rows.map(\.total) == [lasting(17, nil)])
  let overtaken = given {
    start(at: 10)
    asked(5, at: 30, "STARTING")
  }
  #expect(overtaken.rows.map(\.total) == [lasting(0, nil)])
}

@Test func `a step began and ended after the times at which the looks before were asked for - S7 T4 T5`() throws {
  let step = try step {
    start(at: 0, requestedAt: -1)
    asked(8, at: 10, "STARTING", steps: [1: .waiting])
    asked(17, at: 20, "STARTING", steps: [1: .processing])
    asked(26, at: 30, "STARTING", steps: [1: .processing])
    asked(35, at: 40, "STARTING", steps: [1: .completed])
  }
  #expect(step.began == bounds(8, 20))
  #expect(step.ended == bounds(26, 40))
  #expect(step.duration == lasting(6, 32))
}

@Test func `an unfinished step lasted until the latest look that listed it was asked for - S7 T9 T10 T11`() throws {
  let censored = try step {
    start(at: 0)
    asked(8, at: 10, "STARTING", steps: [1: .processing])
    asked(27, at: 30, "STARTING", steps: [1: .processing])
  }
  #expect(censored.duration == lasting(17, nil))
  let completed = try step {
    start(at: 0)
    asked(27, at: 30, "STARTING", steps: [1: .waiting])
    poll(at: 40, "RUNNING")
  }
  #expect(completed.began == bounds(27, 40))
  #expect(completed.ended == bounds(27, 40))
  let failed = try step {
    start(at: 0)
    asked(27, at: 30, "STARTING", steps: [1: .processing])
    poll(at: 40, "START_FAILED")
  }
  #expect(failed.ended == bounds(27, 40))
}

@Test func `a status came after the time at which the last look with another one was asked for - S7 C3`() {
  let folded = given {
    asked(7, at: 10, "STOPPED")
    asked(17, at: 20, nil)
    asked(27, at: 30, "RUNNING")
  }
  #expect(folded.status.statusSince == bounds(7, 30))
}

@Test func `a hidden restart came after the time at which the look before was asked for - S7 A20`() {
  let folded = given {
    asked(7, at: 10, "RUNNING", token: "aa")
    asked(17, at: 20, "RUNNING", token: "aa")
    asked(27, at: 30, "RUNNING", token: "bb")
  }
  #expect(folded.hiddenRestarts == [HiddenRestart(bounds: bounds(17, 30))])
}

@Test func `gaps, stale answers, adoption and exposure go by arrival - S7 A6 A9 A19 E1`() {
  let folded = given {
    start(at: 0)
    asked(3, at: 10, "STOPPED")
    asked(25, at: 30, "STARTING")
    asked(55, at: 60, "RUNNING")
  }
  #expect(folded.rows.map(\.outcome) == [.succeeded])
  #expect(folded.rows.first?.gaps.runs.map(\.gap) == [10_000, 20_000, 30_000])
  #expect(folded.spells.first?.firstAt == instant(0))
  let adopted = given {
    poll(at: 0, "STOPPED")
    asked(2, at: 40, "STARTING")
    start(at: 100, requestedAt: 39)
  }
  #expect(adopted.rows.map(\.origin) == [.requested])
  #expect(adopted.rows.map(\.begin) == [bounds(39, 40)])
}

@Test func `a history bounds statuses, changes and durations in the same way - S7`() throws {
  var fold = HistoryFold()
  let events = [
    asked(7, at: 10, "STOPPED"), asked(17, at: 20, "STOPPED"),
    observe(.poll, at: 30, "RUNNING", requestedAt: 28) { $0.name = "b" },
  ]
  for (index, event) in events.enumerated() { fold.evolve(event, position: Int64(index + 1)) }
  let runs = fold.entries.compactMap { if case .status(let run) = $0 { run } else { nil } }
  #expect(runs.first?.until == bounds(17, 30))
  #expect(runs.first?.duration == lasting(7, nil))
  #expect(runs.last?.since == bounds(17, 30))
}
