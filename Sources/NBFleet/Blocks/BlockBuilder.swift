import NBBasics
import NBObservations

/// Collects the observations of one stream and one day, in any order, until they are sealed as a block.
///
/// Memory: one whole body, a patch for each further answer, 40 bytes an event.
final class BlockBuilder {
  private let stream: StreamKey
  private let day: Day
  private var answers: [BlockAnswer] = []
  private var keys: [BlockAnswerKey: Int] = [:]
  private var last: (key: BlockAnswerKey, index: Int)?
  private var whole: Int?
  private var events: [BlockEvent] = []
  /// About how much memory it takes, in bytes.
  private(set) var cost = 512

  init(_ stream: StreamKey, _ day: Day) {
    self.stream = stream
    self.day = day
  }

  func add(_ observation: Observation) {
    let offset = EventTimes.dateOffset(observation.date, observedAt: observation.observedAt)
    let answer = index(of: observation.content, dateText: offset == 0 ? observation.date : nil)
    events.append(
      BlockEvent(
        observedAt: observation.observedAt, answer: Int32(answer),
        requestedBefore: EventTimes.requestedBefore(observation.requestedAt, observedAt: observation.observedAt),
        dateOffset: offset))
    cost += 40
  }

  private func index(of content: ObservedAnswer, dateText: String?) -> Int {
    let key = BlockAnswerKey(content, dateText: dateText)
    if let last, last.key == key { return last.index }
    let index = keys[key] ?? append(BlockAnswer(content, dateText: dateText), content.body?.canonical, key)
    last = (key, index)
    return index
  }

  private func append(_ answer: BlockAnswer, _ body: [UInt8]?, _ key: BlockAnswerKey) -> Int {
    Self.append(answer, body, to: &answers, whole: &whole)
    keys[key] = answers.count - 1
    cost += 320 + (answers[answers.count - 1].body?.count ?? 0)
    return answers.count - 1
  }

  /// Appends an answer, its body as a patch on the latest whole one where that saves half: the log's own rule.
  static func append(_ answer: BlockAnswer, _ body: [UInt8]?, to answers: inout [BlockAnswer], whole: inout Int?) {
    var answer = answer
    let patch = body.flatMap { body in
      whole.flatMap { answers[$0].body }.flatMap { MergePatch.make(from: $0, to: body) }
    }
    answer.base = patch == nil ? nil : whole
    answer.body = patch ?? body
    if patch == nil, body != nil { whole = answers.count }
    answers.append(answer)
  }

  /// The block, and how many repeats it does without.
  func seal(keyID: String) -> (block: Block, duplicates: Int) {
    var keyed = events.map { event in
      let answer = answers[Int(event.answer)]
      return KeyedEvent(
        event: event, rank: answer.kind.rank, identity: event.identity(answer.digest, dateText: answer.dateText),
        tokenFingerprint: answer.tokenFingerprint)
    }
    let duplicates = KeyedEvent.order(&keyed)
    let payload = BlockPayload(inOrderOfUse: answers, keyed.map(\.event))
    let block = Block(
      stream: stream, day: day, events: keyed.count, firstAt: keyed[0].event.observedAt,
      lastAt: keyed[keyed.count - 1].event.observedAt, keyID: keyID, root: Digest(of: keyed.lazy.map(\.identity)),
      payload: payload.encoded)
    return (block, duplicates)
  }
}

extension BlockPayload {
  /// Answers in the order in which the events use them first, bodies as patches in that order; answers that no event
  /// uses are left out.
  fileprivate init(inOrderOfUse answers: [BlockAnswer], _ events: [BlockEvent]) {
    var places = [Int32](repeating: -1, count: answers.count)
    var order: [Int] = []
    var events = events
    for index in events.indices {
      let answer = Int(events[index].answer)
      if places[answer] < 0 {
        places[answer] = Int32(order.count)
        order.append(answer)
      }
      events[index].answer = places[answer]
    }
    self.events = events
    if order.elementsEqual(answers.indices) {
      self.answers = answers
      return
    }
    self.answers = []
    var whole: Int?
    for index in order {
      let answer = answers[index]
      // Patches were made here from whole bodies that are still here.
      let body =
        answer.base.map { MergePatch.apply(answer.body ?? [], to: answers[$0].body ?? []) ?? [] } ?? answer.body
      BlockBuilder.append(answer, body, to: &self.answers, whole: &whole)
    }
  }
}
