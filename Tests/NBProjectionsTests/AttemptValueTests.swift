import NBBasics
import NBObservations
import Testing

@testable import NBProjections

// Rules A1 and A17 to A19: the values of a row.

@Test func `attempts are numbered as they open - A1`() {
  let folded = given {
    observe(.start, at: 0, nil, http: 400, code: "ModelArts.6329")
    start(at: 10)
    observe(.start, at: 20, nil, http: 400, code: "ModelArts.6306")
    poll(at: 30, "RUNNING")
    poll(at: 40, "STOPPED")
    poll(at: 50, "RUNNING")
  }
  #expect(folded.rows.map(\.number) == [1, 2, 3, 4])
  #expect(folded.rows.map(\.outcome) == [.refused, .succeeded, .refused, .succeeded])
  #expect(folded.attempts.numbered == 4)
  #expect(folded.attempts.opened == 2)
}

@Test func `a value is the latest seen within the attempt, else the last one before - A17`() {
  let folded = given {
    poll(at: 0, "STOPPED") {
      $0.flavor = "f0"
      $0.imageID = "i0"
      $0.imageName = "n0"
      $0.imageTag = "t0"
      $0.poolID = "p0"
      $0.workspaceID = "w0"
      $0.userName = "u0"
      $0.feature = "NOTEBOOK"
    }
    start(at: 10) {
      $0.flavor = "f1"
      $0.imageID = "i1"
    }
    poll(at: 30, "STARTING") { $0.flavor = "f2" }
    poll(at: 40, "RUNNING") { $0.workspaceID = "w3" }
    poll(at: 50, "RUNNING") { $0.flavor = "f4" }
  }
  var expected = NotebookTraits()
  expected.flavor = "f2"
  expected.imageID = "i1"
  expected.imageName = "n0"
  expected.imageTag = "t0"
  expected.feature = "NOTEBOOK"
  expected.workspaceID = "w3"
  expected.userName = "u0"
  expected.poolID = "p0"
  #expect(folded.rows.map(\.traits.values) == [expected])
}

@Test func `a stale answer gives its values to the instance and the attempts after it - A9 A17`() {
  let folded = given {
    start(at: 0)
    poll(at: 5, "STOPPED") { $0.flavor = "stale" }
    poll(at: 30, "RUNNING")
    start(at: 40)
  }
  #expect(folded.rows.map(\.traits.flavor) == [nil, "stale"])
}

@Test func `polls counts what applied, requests aside - A17`() {
  let folded = given {
    poll(at: 0, "STARTING")
    start(at: 5)
    lost(at: 6)
    poll(at: 10, "STARTING")
    poll(at: 20, "RUNNING")
    poll(at: 30, "RUNNING")
  }
  #expect(folded.rows.map(\.polls) == [3])
}

@Test func `the total latency of a success lies between its ends - A17`() {
  let folded = given {
    start(at: 10, requestedAt: 8)
    poll(at: 30, "STARTING")
    poll(at: 60, "RUNNING")
  }
  #expect(folded.rows[0].total == lasting(20, 52))
}

@Test func `in progress has lasted at least until the latest observation that applied - A17`() {
  let folded = given {
    start(at: 10, requestedAt: 8)
    poll(at: 14, "STARTING")
    poll(at: 18, "STOPPED")
  }
  #expect(folded.rows[0].total == lasting(4, nil))
}

@Test func `failed_step and fail_reason stay empty unless the outcome is failed - A17 T10`() {
  let folded = given {
    start(at: 0)
    poll(at: 20, "STARTING", steps: [1: .failed]) { $0.failReason = "why" }
    poll(at: 30, "STOPPED") { $0.failReason = "why" }
  }
  #expect(folded.rows[0].failedStep == nil)
  #expect(folded.rows[0].failReason == nil)
}

@Test func `fail_reason is that of the closing observation alone - A17`() {
  let folded = given {
    start(at: 0)
    poll(at: 20, "STARTING") { $0.failReason = "early" }
    poll(at: 30, "START_FAILED")
  }
  #expect(folded.rows[0].outcome == .failed)
  #expect(folded.rows[0].failReason == nil)
}

/// Milliseconds on the server's clock.
private func server(_ milliseconds: Int64) -> Instant { Instant(milliseconds: milliseconds) }

@Test(
  arguments: [
    // A start at 10 s, seen STARTING at 30 s and RUNNING at 60 s: 18 s to 52 s, widened by the tolerance.
    (17_999, nil), (18_000, 18_000), (35_000, 35_000), (54_000, 54_000), (54_001, nil), (-1, nil),
  ] as [(Int64, Int64?)])
func `the server total of a start is kept within 2 s of what the polls allow - A18`(value: Int64, kept: Int64?) {
  let folded = given {
    start(at: 10, requestedAt: 8) {
      $0.lease = Lease(updateAt: server(1_000_000))
      $0.updateAt = server(5)
    }
    poll(at: 30, "STARTING") { $0.updateAt = server(7) }
    poll(at: 60, "RUNNING") {
      $0.updateAt = server(1_000_000 + value)
      $0.lease = Lease(updateAt: server(9))
    }
  }
  #expect(folded.rows.map(\.serverTotal) == [kept])
}

@Test func `a negative server total is dropped even where the polls allow it - A18`() {
  let folded = given {
    start(at: 0) { $0.lease = Lease(updateAt: server(1_000)) }
    poll(at: 1, "RUNNING") { $0.updateAt = server(999) }
  }
  #expect(folded.rows.map(\.serverTotal) == [nil])
}

@Test func `an unknown upper end of the total does not bind - A18`() {
  let folded = given {
    poll(at: 0, "STARTING")
    start(at: 5) { $0.lease = Lease(updateAt: server(0)) }
    poll(at: 10, "RUNNING") { $0.updateAt = server(900_000) }
  }
  #expect(folded.rows[0].total == lasting(5, nil))
  #expect(folded.rows[0].serverTotal == 900_000)
}

@Test(arguments: [(100 as Int64?, 200 as Int64?, 20_100 as Int64?), (nil, 200, 20_000), (nil, nil, nil)])
func `a create counts from create_at of its answer, else of the RUNNING one - A18`(
  answer: Int64?, running: Int64?, kept: Int64?
) {
  let folded = given {
    create(at: 0) {
      $0.createAt = answer.map(server)
      $0.lease = Lease(updateAt: server(150))
    }
    poll(at: 21, "RUNNING") {
      $0.createAt = running.map(server)
      $0.updateAt = server(20_200)
    }
  }
  #expect(folded.rows.map(\.serverTotal) == [kept])
}

@Test func `an inferred create counts from create_at of the RUNNING observation, an inferred start from nothing - A18`()
{
  for (word, kept) in [("CREATING", 20_000 as Int64?), ("STARTING", nil)] {
    let folded = given {
      poll(at: 0, word) { $0.lease = Lease(updateAt: server(5)) }
      poll(at: 21, "RUNNING") {
        $0.createAt = server(0)
        $0.updateAt = server(20_000)
        $0.lease = Lease(updateAt: server(7))
      }
    }
    #expect(folded.rows.map(\.serverTotal) == [kept])
  }
}

@Test func `SNAPSHOTTING gives no server total, and RUNNING after it comes too late - A18`() {
  let folded = given {
    create(at: 0) { $0.createAt = server(0) }
    poll(at: 21, "SNAPSHOTTING") { $0.updateAt = server(20_000) }
    poll(at: 22, "RUNNING") { $0.updateAt = server(20_000) }
  }
  #expect(folded.rows.map(\.serverTotal) == [nil])
}

@Test func `an adopting start answer gives the begin on the server's clock - A6 A18`() {
  let folded = given {
    poll(at: 0, "CREATING") { $0.createAt = server(1) }
    start(at: 5) { $0.lease = Lease(updateAt: server(1_000)) }
    poll(at: 10, "RUNNING") { $0.updateAt = server(9_000) }
  }
  #expect(folded.rows.map(\.serverTotal) == [8_000])
}

@Test func `server times at the ends of 64 bits give no total - A18`() {
  let folded = given {
    start(at: 0) { $0.lease = Lease(updateAt: server(.min)) }
    poll(at: 10, "RUNNING") { $0.updateAt = server(.max) }
  }
  #expect(folded.rows.map(\.serverTotal) == [nil])
}

@Test func `gaps lie between consecutive observations from the opening to the ending one - A19 Q11`() {
  let folded = given {
    poll(at: 0, "STOPPED")
    start(at: 100)
    poll(at: 105, "STOPPED")
    lost(at: 110)
    poll(at: 115, "STARTING")
    poll(at: 125, "STARTING")
    poll(at: 135, "STARTING")
    start(at: 136)
    poll(at: 196, "RUNNING")
    poll(at: 300, "RUNNING")
  }
  #expect(folded.rows[0].gaps.runs.map(\.gap) == [1_000, 5_000, 10_000])
  #expect(folded.rows[0].gaps.runs.map(\.count) == [1, 1, 3])
  #expect(folded.rows[1].gaps.runs.map(\.gap) == [60_000])
}

@Test func `the gap before a list that starts over belongs to the superseded attempt - A10 A19`() {
  let folded = given {
    start(at: 0)
    poll(at: 10, "STARTING", steps: [1: .completed])
    poll(at: 17, "STARTING", steps: [1: .waiting])
    poll(at: 20, "RUNNING")
  }
  #expect(folded.rows.map { $0.gaps.runs.map(\.gap) } == [[7_000, 10_000], [3_000]])
}

@Test func `a start stuck for weeks keeps few gaps`() {
  var folded = given { start(at: 0) }
  for minute in 1...20_000 { folded.evolve(poll(at: Double(minute) * 60, "STARTING")) }
  #expect(folded.rows[0].gaps.runs.map(\.count) == [20_000])
  var writer = StateWriter()
  folded.attempts.encode(into: &writer)
  #expect(writer.bytes.count < 100)
}
