import NBBasics
import NBObservations
import Testing

@testable import NBProjections

// Properties over random histories.

private let seeds = Array(UInt64(1)...60)

extension LiteralAttempts.Row {
  init(_ row: StartAttempt) {
    self.init(
      number: row.number, kind: row.kind, origin: row.origin, begin: row.begin, end: row.end, outcome: row.outcome,
      traits: row.traits, polls: row.polls, failedStep: row.failedStep, failReason: row.failReason,
      errorCode: row.errorCode, refusalClass: row.refusalClass, serverTotal: row.serverTotal, total: row.total,
      lastApplied: row.lastApplied, isBeginByServer: row.isBeginByServer,
      steps: row.steps.map {
        LiteralSteps.Row(
          step: $0.step, status: $0.status, began: $0.began, ended: $0.ended, inferred: $0.inferred,
          duration: $0.duration, age: $0.ageAtEnd(begin: row.begin))
      },
      gaps: row.gaps.runs.flatMap { Array(repeating: $0.gap, count: $0.count) })
  }
}

@Test(arguments: seeds)
func `attempts and steps are those of a literal reading of the rules`(seed: UInt64) {
  let history = randomHistory(seed: seed, count: 120)
  let folded = given(history)
  let literal = LiteralAttempts(history).rows
  #expect(folded.rows.count == literal.count)
  for (row, expected) in zip(folded.rows, literal) { #expect(LiteralAttempts.Row(row) == expected) }
}

@Test func `random histories meet every outcome, adoption, staleness and every kind of step row`() {
  // More histories than elsewhere: an adopted start without a lower bound is rare among looks with times of the server.
  let rows = (1...300).flatMap { given(randomHistory(seed: $0, count: 120)).rows }
  let steps = rows.flatMap(\.steps)
  for outcome in [AttemptOutcome.succeeded, .failed, .cancelled, .superseded, .inProgress, .refused] {
    #expect(rows.filter { $0.outcome == outcome }.count > 20)
  }
  #expect(rows.filter { $0.origin == .requested && $0.begin.low == nil }.count > 0)
  #expect(rows.filter { $0.serverTotal != nil }.count > 10)
  #expect(rows.filter { $0.serverTotal != nil && $0.isBeginByServer && $0.origin == .inferred }.count > 5)
  #expect(rows.filter { $0.isBeginByServer && $0.begin.high < $0.lastApplied }.count > 20)
  #expect(rows.filter { $0.isBeginByServer && $0.origin == .requested }.count > 5)
  #expect(rows.filter { $0.lastApplied < $0.end?.high ?? $0.lastApplied }.count > 50)
  #expect(steps.filter(\.isCensored).count > 50)
  #expect(steps.filter { $0.inferred && $0.status == .failed }.count > 10)
  #expect(steps.filter { $0.inferred && $0.status == .completed }.count > 50)
  #expect(steps.filter { $0.status == .waiting }.count > 50)
}

/// The projections after their state went through bytes.
private func recoded(_ folded: Folded) throws -> Folded {
  var copy = folded
  copy.projection = try InstanceProjection(decoding: folded.projection.encoded)
  var memo = TraitsMemo()
  #expect(
    try InstanceProjection.openSpells(decoding: folded.projection.encoded, &memo)
      == folded.projection.exposure.openSpells)
  return copy
}

private func expectEqual(_ left: Folded, _ right: Folded) {
  #expect(left.status == right.status)
  #expect(left.attempts == right.attempts)
  #expect(left.tokens == right.tokens)
  #expect(left.projection.exposure == right.projection.exposure)
  #expect(left.emitted == right.emitted)
  #expect(left.spells == right.spells)
  #expect(left.hiddenRestarts == right.hiddenRestarts)
}

@Test(arguments: seeds)
func `a state that went through bytes anywhere continues like the original`(seed: UInt64) throws {
  var random = SplitMix64(seed: seed &+ 1_000)
  let history = randomHistory(seed: seed, count: 120)
  var split = Folded()
  for event in history {
    split.evolve(event)
    if random.chance(20) {
      let copy = try recoded(split)
      expectEqual(copy, split)
      split = copy
    }
  }
  expectEqual(split, given(history))
}

@Test(arguments: seeds)
func `sharing an answer is a shortcut and never changes a result`(seed: UInt64) {
  let history = randomHistory(seed: seed, count: 120)
  let unshared = history.map(\.withItsOwnAnswer)
  // Sharing more than a source would: one object for each different answer of the whole history.
  var canonical: [String: Answer] = [:]
  let shared = history.map { event in
    let answer = event.answer
    let key = "\(answer.kind) \(answer.httpStatus) \(answer.hasBody) \(answer.facts) \(answer.tokenFingerprint ?? "")"
    canonical[key] = canonical[key] ?? answer
    return FoldEvent(observedAt: event.observedAt, requestedAt: event.requestedAt, answer: canonical[key]!)
  }
  expectEqual(given(unshared), given(history))
  expectEqual(given(shared), given(history))
}

@Test(arguments: seeds)
func `going on with the answer before is what the answer itself does, or nothing is done`(seed: UInt64) {
  // Every event once more, and again, a little later: most looks repeat the one before.
  let history = randomHistory(seed: seed, count: 60).flatMap { event in
    [0, 20_000, 40_000].map { later in
      FoldEvent(observedAt: event.observedAt + later, requestedAt: nil, answer: event.answer)
    }
  }.sorted { $0.observedAt < $1.observedAt }
  var (all, some) = (InstanceProjection(), InstanceProjection())
  var (emitted, emittedOfSome): ([InstanceProjection.Output], [InstanceProjection.Output]) = ([], [])
  var repeats = 0
  for (index, event) in history.enumerated() {
    all.evolve(event.withItsOwnAnswer) { emitted.append($0) }
    let isRepeat = index > 0 && history[index - 1].answer === event.answer
    let before = lasting(some)
    if isRepeat, some.goOn(at: event.observedAt, low: event.low) {
      repeats += 1
      #expect(lasting(some) == before, "no other column of the row moves")
    } else {
      some.evolve(event) { emittedOfSome.append($0) }
    }
    #expect(all == some && emitted == emittedOfSome && all.encoded == some.encoded)
  }
  #expect(repeats > 0)
}

/// What going on leaves as it is in the row of an instance.
private func lasting(_ projection: InstanceProjection) -> [StoredValue] {
  var row = InstanceRow(projection, stream: 1)
  return InstanceRow.columns.filter { !InstanceRow.moving.contains($0.name) }.map { $0.read(&row) }
}

extension FoldEvent {
  /// With an equal answer that no other event shares.
  fileprivate var withItsOwnAnswer: FoldEvent {
    FoldEvent(
      observedAt: observedAt, requestedAt: requestedAt,
      answer: Answer(
        kind: answer.kind, httpStatus: answer.httpStatus, hasBody: answer.hasBody, facts: answer.facts,
        tokenFingerprint: answer.tokenFingerprint))
  }
}

@Test(arguments: seeds)
func `what tells nothing changes neither attempts nor status`(seed: UInt64) {
  let history = randomHistory(seed: seed, count: 120)
  let telling = history.filter { $0.answer.observationClass != .noInformation }
  let all = given(history)
  let some = given(telling)
  #expect(all.attempts == some.attempts)
  #expect(all.emitted == some.emitted)
  #expect(all.tokens == some.tokens)
  #expect(all.status.statusSince == some.status.statusSince)
  #expect(all.status.lastObserved == some.status.lastObserved)
}

@Test(arguments: seeds)
func `rows hold their invariants - A1 A17 T4 T5 T12`(seed: UInt64) {
  let folded = given(randomHistory(seed: seed, count: 120))
  #expect(folded.rows.map(\.number) == Array(1...max(1, folded.rows.count)).prefix(folded.rows.count).map { $0 })
  let begun = folded.rows.filter { $0.outcome != .refused }.map(\.begin.high)
  #expect(begun == begun.sorted())
  #expect(folded.emitted.allSatisfy { $0.outcome != .inProgress && $0.end != nil })
  #expect(folded.rows.filter { $0.outcome == .inProgress }.count == (folded.attempts.isOpen ? 1 : 0))
  for row in folded.rows {
    expectOrdered(row.begin)
    row.end.map(expectOrdered)
    if let end = row.end { #expect(row.begin.high <= end.high) }
    if let total = row.total { #expect(total.low >= 0 && total.high ?? .max >= total.low) }
    #expect(row.lastApplied >= row.begin.high)
    #expect((row.failedStep == nil && row.failReason == nil) || row.outcome == .failed)
    #expect((row.serverTotal == nil) || row.outcome == .succeeded)
    #expect((row.refusalClass != nil) == (row.outcome == .refused))
    for step in row.steps { expectSound(step, in: row) }
  }
}

@Test(arguments: seeds)
func `a step ends no earlier than it began while no request is sent before the answer to the last - S7 T4 T5`(
  seed: UInt64
) {
  var last: Instant?
  let history = randomHistory(seed: seed, count: 120).map { event in
    defer { last = event.observedAt }
    let requestedAt = event.requestedAt.map { max($0, last ?? $0) }
    return FoldEvent(observedAt: event.observedAt, requestedAt: requestedAt, answer: event.answer)
  }
  // A begin that the server's time narrowed may lie after the request of the look that opened the attempt (A21).
  for step in given(history).rows.filter({ !$0.isBeginByServer }).flatMap(\.steps) {
    if let low = step.began?.low, let ended = step.ended { #expect(ended.low ?? ended.high >= low) }
  }
}

private func expectOrdered(_ bounds: InstantBounds) {
  if let low = bounds.low { #expect(low <= bounds.high) }
}

private func expectSound(_ step: StepTiming, in row: StartAttempt) {
  step.began.map(expectOrdered)
  step.ended.map(expectOrdered)
  #expect(step.ended == nil || step.began != nil)
  #expect((step.ended != nil) == (step.status >= .completed))
  if let began = step.began, let ended = step.ended {
    #expect(ended.high >= began.high)
    if let end = row.end { #expect(ended.high <= end.high) }
  }
  if let duration = step.duration { #expect(duration.low >= 0 && duration.high ?? .max >= duration.low) }
  if row.outcome == .succeeded { #expect(step.ended != nil) }
}

@Test(arguments: seeds)
func `the present is the history so far: every prefix gives the rows of a log that ended there`(seed: UInt64) {
  let history = randomHistory(seed: seed, count: 60)
  var folded = Folded()
  for (index, event) in history.enumerated() {
    folded.evolve(event)
    if index % 7 == 0 {
      #expect(folded.rows.map(LiteralAttempts.Row.init) == LiteralAttempts(Array(history[...index])).rows)
    }
  }
}

@Test func `an idle instance keeps a small state`() {
  var folded = Folded()
  for event in randomHistory(seed: 7, count: 500) { folded.evolve(event) }
  folded.evolve(poll(at: 1e9, "STOPPED"))
  #expect(folded.projection.encoded.count < 600)
}

@Test func `bytes that end early are no state`() throws {
  let folded = given(randomHistory(seed: 3, count: 100))
  let bytes = folded.projection.encoded
  for length in 0..<bytes.count {
    #expect(throws: StateCodingError.self) { try InstanceProjection(decoding: Array(bytes[..<length])) }
  }
}

@Test(arguments: seeds)
func `the current status is that of a literal reading of the rules - C1 C2 C3 C4 C5 C7`(seed: UInt64) {
  let history = randomHistory(seed: seed, count: 120)
  let status = given(history).status
  let deciding = history.filter { $0.answer.observationClass == .accepted || $0.answer.observationClass == .gone }
  func latest<Value>(_ value: (NotebookFacts) -> Value?) -> Value? {
    deciding.compactMap { value($0.answer.facts) }.last
  }
  func text(_ answer: Answer) -> String? {
    answer.observationClass == .gone
      ? "GONE" : answer.facts.statusWord
  }
  let worded = deciding.filter { text($0.answer) != nil }
  #expect(status.statusWord == worded.last.flatMap { text($0.answer) })
  let word = status.statusWord?.uppercased()
  let other = worded.lastIndex { text($0.answer)?.uppercased() != word }
  #expect(status.statusSince?.low == other.map { worded[$0].requestedAt ?? worded[$0].observedAt })
  #expect(status.statusSince?.high == worded[(other.map { $0 + 1 } ?? 0)...].first?.observedAt)
  #expect(status.firstObserved == deciding.first?.observedAt)
  #expect(status.lastObserved == deciding.last?.observedAt)
  #expect(status.name == latest(\.name))
  #expect(status.traits.userID == latest(\.userID))
  #expect(status.traits.flavor == latest(\.flavor))
  #expect(status.traits.imageCategories == latest { $0.imageCategories })
  #expect(status.volume.category == latest { $0.volume?.category })
  #expect(status.volume.capacity == latest { $0.volume?.capacity })
  #expect(status.lease.duration == latest { $0.lease?.duration })
  #expect(status.lease.enabled == latest { $0.lease?.enabled })
  #expect(status.failReason == deciding.last?.answer.facts.failReason)
  #expect(status.billingItems == deciding.last?.answer.facts.billingItems ?? .absent)
  #expect(status.events == history.count)
  let silent = history.filter { $0.answer.kind == .poll && $0.answer.observationClass == .noInformation }
  #expect(status.pollsWithoutInformation == silent.count)
  #expect(status.refusedStarts == history.filter { $0.answer.observationClass == .refused }.count)
}
