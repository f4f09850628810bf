import NBBasics
import NBObservations
import NBProjections

/// What a block holds, read back and checked against what its line says.
package struct BlockContent {
  /// An answer, and its Date header where that is no IMF-fixdate.
  struct DatedAnswer {
    let content: ObservedAnswer
    let dateText: String?
  }

  let answers: [DatedAnswer]
  /// In projection order.
  let events: [KeyedEvent]

  /// Reads the payload of a block, and verifies bodies, days, order and root.
  ///
  /// - Throws: damage, in words that say which block.
  package init(_ block: Block) throws(FleetFault) {
    do throws(StateCodingError) {
      try self.init(payload: block.payload, of: block.stream)
    } catch {
      throw .damaged("\(block.place) is not readable", hint: FleetFault.packAgain)
    }
    guard Digest(of: events.lazy.map(\.identity)) == block.root else {
      throw .damaged("\(block.place) does not have the root that its line says", hint: FleetFault.packAgain)
    }
    let isOfDay = events.allSatisfy { Day(of: $0.event.observedAt) == block.day }
    guard isOfDay, events.count == block.events, events.first?.event.observedAt == block.firstAt,
      events.last?.event.observedAt == block.lastAt
    else { throw .damaged("\(block.place) is not what its line says", hint: FleetFault.packAgain) }
  }

  /// Reads a payload without looking at what a line says of it: whoever packs can write any, under the right root.
  package init(payload: [UInt8], of stream: StreamKey) throws(StateCodingError) {
    var reader = StateReader(payload)
    let answers = try Self.answers(of: stream, from: &reader)
    let events = try Self.events(answers.count, from: &reader)
    guard reader.isAtEnd, !events.isEmpty else { throw StateCodingError() }
    self.answers = answers
    self.events = events.map { event in
      let answer = answers[Int(event.answer)]
      return KeyedEvent(
        event: event, rank: answer.content.kind.rank,
        identity: event.identity(answer.content.digest, dateText: answer.dateText),
        tokenFingerprint: answer.content.answer.tokenFingerprint)
    }
  }

  /// The observations, in projection order.
  package var observations: [Observation] {
    events.map { keyed in
      let (event, answer) = (keyed.event, answers[Int(keyed.event.answer)])
      return Observation(
        observedAt: event.observedAt, requestedAt: event.requestedAt,
        date: EventTimes.dateText(event.dateOffset, observedAt: event.observedAt, irregular: answer.dateText),
        content: answer.content)
    }
  }

  private static func answers(
    of stream: StreamKey, from reader: inout StateReader
  ) throws(StateCodingError) -> [DatedAnswer] {
    var answers: [DatedAnswer] = []
    // Nil for a patch, which must not become a base.
    var whole: [[UInt8]?] = []
    for _ in 0..<(try reader.count()) {
      guard let kind = UInt8(exactly: try reader.integer()).flatMap(ObservationKind.init(rawValue:)) else {
        throw StateCodingError()
      }
      let httpStatus = try reader.count()
      let request = try reader.boolean() ? try reader.byteString() : nil
      let dateText = try reader.optionalString()
      let fingerprint = try reader.optionalString()
      let digest = try reader.boolean() ? try reader.byteString() : nil
      var body: Body?
      if try reader.boolean() {
        let base = try reader.optionalInteger()
        let canonical = try Self.body(reader.byteString(), on: base, whole)
        body = Body(canonical: canonical, tokenFingerprint: fingerprint)
        whole.append(base == nil ? canonical : nil)
      } else {
        whole.append(nil)
      }
      guard body?.digest.bytes == digest, fingerprint.map(Fingerprinter.isFingerprint) ?? true else {
        throw StateCodingError()
      }
      let content = ObservedAnswer(
        stream: stream, kind: kind, httpStatus: httpStatus, request: request, body: body,
        tokenFingerprint: fingerprint)
      answers.append(DatedAnswer(content: content, dateText: dateText))
    }
    return answers
  }

  private static func body(
    _ bytes: [UInt8], on base: Int64?, _ whole: [[UInt8]?]
  ) throws(StateCodingError) -> [UInt8] {
    guard let base else { return bytes }
    guard base >= 0, base < whole.count, let target = whole[Int(base)],
      let patched = MergePatch.apply(bytes, to: target)
    else { throw StateCodingError() }
    return patched
  }

  /// What the difference of two times of the years 1 to 9999 can be kept as.
  private static let differences: ClosedRange<Int64> = 0...(2 * (Instant.range.upperBound - Instant.range.lowerBound))

  private static func events(_ answers: Int, from reader: inout StateReader) throws(StateCodingError) -> [BlockEvent] {
    let count = try reader.count()
    // A byte at least for each: what a line claims takes no memory that it does not bring along.
    guard count <= reader.unread else { throw StateCodingError() }
    var times: [Int64] = []
    times.reserveCapacity(count)
    var last: Int64 = 0
    var delta: Int64 = 0
    for _ in 0..<count {
      delta &+= try reader.integer()
      last &+= delta
      guard Instant.range.contains(Instant(milliseconds: last)) else { throw StateCodingError() }
      times.append(last)
    }
    let indices = try BlockPayload.readRuns(count, from: &reader)
    let requested = try BlockPayload.readRuns(count, from: &reader)
    let offsets = try BlockPayload.readRuns(count, from: &reader)
    var events: [BlockEvent] = []
    events.reserveCapacity(count)
    for index in 0..<count {
      guard indices[index] >= 0, indices[index] < answers, differences.contains(requested[index]),
        differences.contains(offsets[index])
      else { throw StateCodingError() }
      events.append(
        BlockEvent(
          observedAt: Instant(milliseconds: times[index]), answer: Int32(indices[index]),
          requestedBefore: requested[index], dateOffset: offsets[index]))
    }
    return events
  }
}

extension Block {
  /// Names the block in messages.
  package var place: String { "the block of \(stream.name) on \(day.date)" }
}

extension StreamKey {
  /// The parts that are given, for messages.
  package var name: String {
    [region, projectID, notebookID].filter { !$0.isEmpty }.joined(separator: "/")
  }
}

extension FleetFault {
  static let packAgain = "Pack its sources again: blocks are never changed."
}
