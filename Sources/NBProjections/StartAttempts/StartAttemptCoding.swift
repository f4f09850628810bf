import NBBasics
import NBObservations

extension RunningAttempt {
  /// Writes the attempt. Its traits are those of the instance unless an answer was stale, so they are written only
  /// where they differ from `instance`.
  func encode(into writer: inout StateWriter, instance: InstanceTraits) {
    writer.write(attempt.number)
    writer.write(Int(attempt.kind.rawValue))
    writer.write(Int(attempt.origin.rawValue))
    attempt.begin.encode(into: &writer)
    writer.write(attempt.traits == instance ? nil : attempt.traits) { $1.encode(into: &$0) }
    writer.write(attempt.polls)
    writer.write(attempt.lastApplied)
    writer.write(attempt.lastAppliedLow)
    attempt.timings.encode(into: &writer)
    attempt.gaps.encode(into: &writer)
    writer.write(openedAt)
    writer.write(serverBegin?.time)
    writer.write(request) { $1.encode(into: &$0) }
  }

  init(from reader: inout StateReader, instance: InstanceTraits) throws(StateCodingError) {
    let number = try reader.count()
    let kind: StartKind = try reader.word()
    let origin: AttemptOrigin = try reader.word()
    let begin = try InstantBounds(from: &reader)
    let traits = try reader.optional { reader throws(StateCodingError) in try InstanceTraits(from: &reader) }
    var attempt = StartAttempt(
      number: number, kind: kind, origin: origin, begin: begin, traits: traits ?? instance)
    attempt.polls = try reader.count()
    attempt.lastApplied = try reader.instant()
    attempt.lastAppliedLow = try reader.instant()
    attempt.timings = try StepTimings(from: &reader)
    attempt.gaps = try PollGaps(from: &reader)
    let openedAt = try reader.instant()
    let serverBegin = try reader.optionalInstant().map(ServerBegin.init(time:))
    attempt.isBeginByServer = serverBegin != nil
    self.init(attempt, openedAt: openedAt, serverBegin: serverBegin)
    request = try reader.optional { reader throws(StateCodingError) in try Request(from: &reader) }
  }
}

extension RunningAttempt.Request {
  func encode(into writer: inout StateWriter) {
    writer.write(answeredAt)
    writer.write(Int(statusBefore.rawValue))
    writer.write(serverTimes.leaseUpdateAt)
    writer.write(serverTimes.createAt)
  }

  init(from reader: inout StateReader) throws(StateCodingError) {
    answeredAt = try reader.instant()
    statusBefore = try reader.word()
    serverTimes = ServerRequestTimes(
      leaseUpdateAt: try reader.optionalInstant(), createAt: try reader.optionalInstant())
  }
}
