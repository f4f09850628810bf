import NBBasics
import NBObservations

@testable import NBProjections

/// A history of random answers in projection order: random words, steps, kinds, gaps, losses and refusals. A third of
/// the answers repeat the object before, as a source that shares equal answers would deliver them.
func randomHistory(seed: UInt64, count: Int) -> [FoldEvent] {
  var random = SplitMix64(seed: seed)
  var milliseconds: Int64 = 1_000_000
  var history: [FoldEvent] = []
  var answer = randomAnswer(&random)
  // Some histories dwell on few words, so that long attempts and repeats occur.
  for _ in 0..<count {
    let isRepeated = random.chance(35)
    if !isRepeated { answer = randomAnswer(&random) }
    let gap = random.pick([0, 1, 999, 1_000, 4_000, 5_000, 10_000, 10_001, 30_000, 60_000, 60_001, 300_000] as [Int64])
    // What asked comes before what looked at the same millisecond.
    let step = gap == 0 && answer.kind.bringsUp && history.last?.answer.kind.bringsUp == false ? 1 : gap
    milliseconds += step
    let observedAt = Instant(milliseconds: milliseconds)
    if !isRepeated, random.chance(50) { answer = withServerTimes(near: observedAt, answer, &random) }
    var requestedAt: Instant?
    if random.chance(60) { requestedAt = observedAt + -random.pick([0, 1, 400, 5_000, 12_000, 90_000] as [Int64]) }
    history.append(FoldEvent(observedAt: observedAt, requestedAt: requestedAt, answer: answer))
  }
  return history
}

/// The answer with times of the server that may be those of a start around `instant`, borders included.
private func withServerTimes(near instant: Instant, _ answer: Answer, _ random: inout SplitMix64) -> Answer {
  func time() -> Instant? {
    random.chance(10)
      ? nil
      : instant
        + random.pick(
          [
            -400_000, -62_000, -32_000, -30_000, -12_001, -12_000, -7_000, -6_000, -3_000, -2_001, -2_000, -1, 0, 1,
            2_000,
            2_001,
          ] as [Int64])
  }
  var facts = answer.facts
  facts.createAt = random.chance(60) ? time() : nil
  facts.updateAt = time()
  facts.lease = Lease(createAt: time(), updateAt: time())
  return Answer(
    kind: answer.kind, httpStatus: answer.httpStatus, hasBody: answer.hasBody, facts: facts,
    tokenFingerprint: answer.tokenFingerprint)
}

private let words: [String?] = [
  "INIT", "CREATING", "STARTING", "STARTING", "STARTING", "CREATING", "RUNNING", "RUNNING", "SNAPSHOTTING",
  "CREATE_FAILED", "START_FAILED", "ERROR", "STOPPING", "STOPPED", "STOPPED", "DELETING", "DELETED", "DELETE_FAILED",
  "FROZEN", "RESIZING", "Moving", nil,
]

private func randomAnswer(_ random: inout SplitMix64) -> Answer {
  let kind = random.pick([
    ObservationKind.poll, .poll, .poll, .poll, .poll, .poll, .start, .start, .create, .stop, .delete,
  ])
  var facts = NotebookFacts()
  facts.statusWord = random.pick(words)
  var http = 200
  var hasBody = true
  switch Int.random(in: 0..<100, using: &random) {
  case 0..<6: http = random.pick([401, 403, 404, 429, 500, 502, 0])
  case 6..<10:
    http = random.pick([400, 200])
    facts.errorCode = random.pick(["ModelArts.6309", "ModelArts.6404", "ModelArts.6329", "ModelArts.0113", "X.1"])
  case 10..<13:
    facts = NotebookFacts()
    hasBody = false
  default: addValues(to: &facts, &random)
  }
  let token = random.chance(40) ? random.pick(["a1", "b2", "i3", "i4"]) : nil
  return Answer(kind: kind, httpStatus: http, hasBody: hasBody, facts: facts, tokenFingerprint: token)
}

private func addValues(to facts: inout NotebookFacts, _ random: inout SplitMix64) {
  facts.steps = (1...4).compactMap { step in
    random.chance(55)
      ? StepEntry(step: step, status: random.pick([.waiting, .processing, .completed, .completed, .failed])) : nil
  }
  if random.chance(40) { facts.flavor = random.pick(["modelarts.vm.cpu.2u", "custom.flavor.spec.code", "other"]) }
  if random.chance(20) { facts.customSpecCategory = random.pick(["CPU", "GPU", "odd"]) }
  if random.chance(30) { facts.imageID = random.pick(["i1", "i2"]) }
  if random.chance(30) { facts.imageName = random.pick(["n1", "n2"]) }
  if random.chance(30) { facts.imageTag = random.pick(["t1", "t2"]) }
  if random.chance(20) { facts.imageCategories = random.pick([["GPU"], ["CPU", "GPU"], ["ASCEND"], []]) }
  if random.chance(20) { facts.feature = random.pick(["NOTEBOOK", "DEFAULT"]) }
  if random.chance(20) { facts.workspaceID = random.pick(["0", "w"]) }
  if random.chance(20) { facts.userName = random.pick(["ada", "bob"]) }
  if random.chance(20) { facts.userID = random.pick(["1", "2"]) }
  if random.chance(20) { facts.poolID = random.pick(["p", "q"]) }
  if random.chance(20) { facts.name = random.pick(["x", "y"]) }
  if random.chance(20) { facts.failReason = random.pick(["no node", "no disk"]) }
  if random.chance(40) { facts.billingItems = .listed(random.pick([[], ["COMPUTE"], ["STORAGE", "COMPUTE"]])) }
  if random.chance(20) { facts.volume = Volume(category: random.pick(["EVS", nil]), capacity: random.pick([5, nil])) }
  if random.chance(60) {
    facts.updateAt = Instant(milliseconds: random.pick([0, 4_000, 30_000, 65_000, 400_000]))
    facts.createAt = random.chance(50) ? Instant(milliseconds: random.pick([0, 1_000, 5_000])) : nil
    facts.lease = Lease(
      createAt: random.chance(50) ? Instant(milliseconds: 7) : nil,
      updateAt: random.chance(80) ? Instant(milliseconds: random.pick([0, 2_000, 6_000])) : nil,
      duration: random.pick([3_600_000, nil]), enabled: random.pick([true, false, nil]),
      type: random.pick(["TIMING", nil]))
  }
}
