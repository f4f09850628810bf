import NBBasics
import NBObservations
import Testing

@testable import NBProjections

// Rule A21: the first look at a start carries the server's own time of it.

private func look(
  at seconds: Double, _ word: String?, leaseUpdate: Double? = nil, create: Double? = nil, leaseCreate: Double? = nil,
  update: Double? = nil, requestedAt: Double? = nil, steps: [Int: StepStatus] = [:]
) -> FoldEvent {
  observe(.poll, at: seconds, word, requestedAt: requestedAt, steps: steps) {
    $0.lease = Lease(createAt: leaseCreate.map(instant), updateAt: leaseUpdate.map(instant))
    $0.createAt = create.map(instant)
    $0.updateAt = update.map(instant)
  }
}

@Test func `a start began within two seconds of the lease's update that the first look shows - A21`() {
  let folded = given {
    look(at: 100, "STOPPED", leaseUpdate: 10)
    look(at: 160, "STARTING", leaseUpdate: 120)
  }
  #expect(folded.rows.map(\.begin) == [bounds(118, 122)])
  #expect(folded.rows.map(\.isBeginByServer) == [true])
  #expect(folded.rows.map(\.origin) == [.inferred])
}

@Test func `the looks around it still bound the begin - A21`() {
  let after = given {
    look(at: 100, "STOPPED")
    look(at: 160, "STARTING", leaseUpdate: 101)
  }
  #expect(after.rows.map(\.begin) == [bounds(100, 103)])
  let before = given {
    look(at: 100, "STOPPED", requestedAt: 95)
    look(at: 160, "STARTING", leaseUpdate: 160.5)
  }
  #expect(before.rows.map(\.begin) == [bounds(158.5, 160)])
  let overlapping = given {
    look(at: 100, "STOPPED", requestedAt: 95)
    look(at: 160, "STARTING", leaseUpdate: 98.5)
  }
  #expect(overlapping.rows.map(\.begin) == [bounds(96.5, 100.5)])
}

@Test(
  arguments: [(98.0, false), (98.001, true), (162.0, true), (162.001, false)])
func `a time outside the gap is not this start's, two seconds of the clocks aside - A21`(time: Double, counts: Bool) {
  let started = given {
    look(at: 100, "STOPPED", requestedAt: 90)
    look(at: 160, "STARTING", leaseUpdate: time)
  }
  #expect(started.rows.map(\.isBeginByServer) == [counts])
  if !counts { #expect(started.rows.map(\.begin) == [bounds(90, 160)]) }
  let created = given {
    look(at: 100, nil, requestedAt: 90)
    look(at: 160, "CREATING", create: time)
  }
  #expect(created.rows.map(\.isBeginByServer) == [counts])
}

@Test func `a start needs a look before it, a creation does not - A21`() {
  let started = given { look(at: 160, "STARTING", leaseUpdate: 150) }
  #expect(started.rows.map(\.begin) == [bounds(nil, 160)])
  #expect(started.rows.map(\.isBeginByServer) == [false])
  let created = given { look(at: 160, "CREATING", create: 150) }
  #expect(created.rows.map(\.begin) == [bounds(148, 152)])
}

@Test func `a lease's update that was seen before, or an older one, is not this start's - A21`() {
  for time in [110.0, 109] {
    let folded = given {
      look(at: 100, "STOPPED", leaseUpdate: 110)
      look(at: 105, "STOPPED")
      look(at: 160, "STARTING", leaseUpdate: time)
    }
    #expect(folded.rows.map(\.begin) == [bounds(105, 160)])
  }
  let refused = given {
    look(at: 100, "STOPPED")
    observe(.start, at: 105, nil, http: 400, code: "ModelArts.6329") { $0.lease = Lease(updateAt: instant(150)) }
    look(at: 160, "STARTING", leaseUpdate: 120)
  }
  #expect(refused.rows.map(\.begin) == [bounds(105, 105), bounds(118, 122)])
}

@Test func `a creation's time is the instance's, else its lease's - A21`() {
  let both = given { look(at: 160, "INIT", leaseUpdate: 155, create: 150, leaseCreate: 140) }
  #expect(both.rows.map(\.begin) == [bounds(148, 152)])
  let lease = given { look(at: 160, "INIT", leaseUpdate: 155, leaseCreate: 140) }
  #expect(lease.rows.map(\.begin) == [bounds(138, 142)])
  let neither = given { look(at: 160, "INIT", leaseUpdate: 155) }
  #expect(neither.rows.map(\.begin) == [bounds(nil, 160)])
}

@Test func `a time that no instant can have bounds nothing - A21`() {
  for milliseconds in [Int64.min, Instant.range.lowerBound.milliseconds - 1, Int64.max] {
    let folded = given {
      observe(.poll, at: 160, "CREATING") { $0.createAt = Instant(milliseconds: milliseconds) }
      poll(at: 170, "RUNNING")
    }
    #expect(folded.rows.map(\.begin) == [bounds(nil, 160)])
  }
}

@Test func `a list that started over began by the server's time too, in any status - A10 A21`() {
  for word in ["STARTING", "RESIZING"] {
    let folded = given {
      look(at: 100, "STARTING", leaseUpdate: 90, steps: [1: .completed])
      look(at: 160, word, leaseUpdate: 140, steps: [1: .waiting])
    }
    #expect(folded.rows.last?.begin == bounds(138, 142))
    #expect(folded.rows.first?.end == bounds(100, 160))
  }
}

@Test func `attempts that no poll saw and requested ones are as polls and requests show them - A4 A14 A21`() {
  let unseen = given {
    look(at: 100, "STOPPED")
    look(at: 160, "RUNNING", leaseUpdate: 120)
  }
  #expect(unseen.rows.map(\.begin) == [bounds(100, 160)])
  let requested = given {
    poll(at: 100, "STOPPED")
    start(at: 160, requestedAt: 159) { $0.lease = Lease(updateAt: instant(120)) }
  }
  #expect(requested.rows.map(\.begin) == [bounds(159, 160)])
  #expect((unseen.rows + requested.rows).allSatisfy { !$0.isBeginByServer })
}

@Test func `adoption counts from the look that opened the attempt and keeps the server's end of the begin - A6 A21`() {
  let folded = given {
    look(at: 100, "STOPPED")
    look(at: 160, "STARTING", leaseUpdate: 120)
    start(at: 220, requestedAt: 121)
  }
  #expect(folded.rows.map(\.origin) == [.requested])
  #expect(folded.rows.map(\.begin) == [bounds(121, 122)])
  let late = given {
    look(at: 100, "STOPPED")
    look(at: 160, "STARTING", leaseUpdate: 120)
    start(at: 220.001, requestedAt: 121)
  }
  #expect(late.rows.map(\.outcome) == [.superseded, .inProgress])
}

@Test func `the server's total of a start without an answer counts from the time that narrowed its begin - A18 A21`() {
  let folded = given {
    look(at: 100, "STOPPED")
    look(at: 160, "STARTING", leaseUpdate: 120)
    look(at: 220, "RUNNING", leaseUpdate: 120, update: 190)
  }
  #expect(folded.rows.map(\.serverTotal) == [70_000])
  #expect(folded.rows.map(\.total) == [lasting(38, 102)])
  let notNarrowed = given {
    look(at: 100, "STOPPED", leaseUpdate: 120)
    look(at: 160, "STARTING", leaseUpdate: 120)
    look(at: 220, "RUNNING", leaseUpdate: 120, update: 190)
  }
  #expect(notNarrowed.rows.map(\.serverTotal) == [nil])
  let adopted = given {
    look(at: 100, "STOPPED")
    look(at: 160, "STARTING", leaseUpdate: 120)
    start(at: 165)
    look(at: 220, "RUNNING", update: 190)
  }
  #expect(adopted.rows.map(\.serverTotal) == [nil])
}

@Test func `steps count from the narrowed begin - A21 T4 T12`() throws {
  let folded = given {
    look(at: 100, "STOPPED")
    look(at: 160, "STARTING", leaseUpdate: 120, steps: [1: .processing])
    look(at: 220, "STARTING", steps: [1: .completed])
  }
  let row = try #require(folded.rows.first)
  #expect(row.steps.first?.began == bounds(118, 160))
  #expect(row.steps.first?.ageAtEnd(begin: row.begin) == lasting(38, 102))
}

@Test func `attempts keep the numbers in which they opened when a refusal lies behind the server's time - A1 A21`() {
  let folded = given {
    look(at: 100, "STOPPED")
    observe(.start, at: 150, nil, http: 400, code: "ModelArts.6357")
    look(at: 160, "STARTING", leaseUpdate: 120)
  }
  #expect(folded.rows.map(\.outcome) == [.refused, .inProgress])
  #expect(folded.rows.map(\.begin.high) == [instant(150), instant(122)])
}
