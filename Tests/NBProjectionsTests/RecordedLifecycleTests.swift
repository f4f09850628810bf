import NBBasics
import NBObservations
import Testing

@testable import NBProjections

// Facts of real answers that the operator published in its documentation (instances recorded in December 2021 and
// June 2023). The receive time is the server's own time plus 250 ms. All times are milliseconds since 1970.

private func recorded(
  _ kind: ObservationKind, _ observedAt: Int64, _ word: String, created: Int64, updated: Int64, lease: Int64,
  steps: [StepEntry] = []
) -> FoldEvent {
  var facts = NotebookFacts()
  facts.statusWord = word
  facts.createAt = Instant(milliseconds: created)
  facts.updateAt = Instant(milliseconds: updated)
  facts.lease = Lease(updateAt: Instant(milliseconds: lease))
  facts.flavor = "modelarts.vm.cpu.2u"
  facts.steps = steps
  let answer = Answer(kind: kind, httpStatus: kind == .create ? 201 : 200, hasBody: true, facts: facts)
  return FoldEvent(observedAt: Instant(milliseconds: observedAt), answer: answer)
}

private let fourWaiting = (1...4).map { StepEntry(step: $0, status: .waiting) }

@Test func `the instance of 2021 was created in 32,061 ms and restarted - A18`() {
  let folded = given {
    recorded(
      .create, 1_638_841_744_771, "CREATING", created: 1_638_841_744_521, updated: 1_638_841_744_522,
      lease: 1_638_841_744_515, steps: fourWaiting)
    recorded(
      .poll, 1_638_841_838_975, "RUNNING", created: 1_638_841_744_521, updated: 1_638_841_776_582,
      lease: 1_638_841_744_515)
    recorded(
      .stop, 1_638_843_483_559, "STOPPING", created: 1_638_841_744_521, updated: 1_638_843_483_309,
      lease: 1_638_843_457_621)
    recorded(
      .start, 1_638_844_471_977, "STARTING", created: 1_638_841_744_521, updated: 1_638_844_454_031,
      lease: 1_638_844_471_727)
  }
  #expect(folded.rows.map(\.serverTotal) == [32_061, nil])
  #expect(folded.rows.map(\.kind) == [.create, .start])
  #expect(folded.rows.map(\.outcome) == [.succeeded, .inProgress])
  #expect(folded.rows[0].steps.map(\.inferred) == [true, true, true, true])
  #expect(folded.rows[0].total == LatencyBounds(low: 0, high: 94_204))
}

@Test func `the free instance of 2021 was created in 33,285 ms - A18`() {
  let folded = given {
    recorded(
      .create, 1_638_841_805_690, "CREATING", created: 1_638_841_805_440, updated: 1_638_841_805_440,
      lease: 1_638_841_805_439, steps: fourWaiting)
    recorded(
      .poll, 1_638_841_838_975, "RUNNING", created: 1_638_841_805_440, updated: 1_638_841_838_725,
      lease: 1_638_841_805_439)
    recorded(
      .poll, 1_638_842_445_367, "STOPPED", created: 1_638_841_805_440, updated: 1_638_842_445_117,
      lease: 1_638_841_805_439)
    recorded(
      .delete, 1_638_842_504_428, "DELETING", created: 1_638_841_805_440, updated: 1_638_842_504_178,
      lease: 1_638_841_805_439)
  }
  #expect(folded.rows.map(\.serverTotal) == [33_285])
  #expect(folded.status.statusWord == "DELETING")
}

@Test func `the instance of 2023 was created in 27,408 ms though its answer said RUNNING - A7 A18`() {
  let folded = given {
    recorded(
      .create, 1_687_656_452_722, "RUNNING", created: 1_687_656_452_472, updated: 1_687_656_452_588,
      lease: 1_687_656_452_470, steps: fourWaiting)
    recorded(
      .poll, 1_687_656_480_130, "RUNNING", created: 1_687_656_452_472, updated: 1_687_656_479_880,
      lease: 1_687_656_479_842)
    recorded(
      .stop, 1_687_659_052_534, "STOPPING", created: 1_687_656_452_472, updated: 1_687_656_479_880,
      lease: 1_687_659_052_284)
    recorded(
      .start, 1_687_659_392_819, "STARTING", created: 1_687_656_452_472, updated: 1_687_659_203_630,
      lease: 1_687_659_392_569)
  }
  #expect(folded.rows.map(\.serverTotal) == [27_408, nil])
  #expect(folded.rows.map(\.outcome) == [.succeeded, .inProgress])
  #expect(folded.rows[1].begin.low == Instant(milliseconds: 1_687_659_392_819))
}

@Test func `the instance that failed to be created in 2021 opens no attempt - A15`() {
  let folded = given {
    recorded(
      .poll, 1_638_778_346_381, "CREATE_FAILED", created: 1_638_778_344_314, updated: 1_638_778_346_131,
      lease: 1_638_778_344_300)
  }
  #expect(folded.rows.isEmpty)
  #expect(folded.status.statusWord == "CREATE_FAILED")
}
