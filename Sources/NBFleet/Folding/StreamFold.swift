import NBBasics
import NBObservations
import NBProjections

/// What the lines of one stream brought, and its fold.
struct StreamFold {
  let stream: StreamKey
  private(set) var blocks: [Block] = []
  private(set) var state: StateLine?

  init(_ stream: StreamKey) { self.stream = stream }

  mutating func add(_ block: Block) { blocks.append(block) }

  /// Takes the state that the fold goes on from; the same one twice is one.
  mutating func add(_ line: StateLine, through: Day) throws(FleetFault) {
    if let state, state.through != line.through || state.state != line.state {
      throw .damaged(
        "\(stream.name) has states after \(state.through.date) and after \(line.through.date)",
        hint: "Give the states of one day: the day before the first one that is folded.")
    }
    guard line.through <= through else {
      throw .damaged(
        "the state of \(stream.name) is of \(line.through.date), after the last day that is to be folded",
        hint: "Give the states of the day before the first one that is folded.")
    }
    state = line
  }

  /// Folds the blocks from the state on, unless one of them is late: then nothing of the stream is written but that.
  ///
  /// - Parameter write: takes the lines of each day when they are made: checkpoints of any number of days may be asked for.
  /// - Throws: `FleetFault`, and what `write` throws.
  func run(
    _ request: FoldRequest, keyID: String, _ summary: inout FoldSummary, write: ([UInt8]) throws -> Void
  ) throws {
    summary.streams += 1
    let rows = RowLines(stream, keyID: keyID)
    let late = blocks.filter { request.isLate($0.day, state: state?.through) }
    guard late.isEmpty else {
      summary.late += late.count
      let order = late.sorted { ($0.day, $0.firstAt, $0.root) < ($1.day, $1.firstAt, $1.root) }
      for block in order { rows.writeLate(block) }
      return try rows.handOver(to: write)
    }
    var projection = try state?.projection() ?? InstanceProjection()
    let days = Dictionary(grouping: blocks.filter { !request.isPassedOver($0.day) }, by: \.day)
    for day in daysToWrite(request, days.keys).joined().lazy.map(Day.init) {
      rows.day = day
      if let blocks = days[day] { try Self.fold(blocks, &projection, rows, &summary) }
      if day == request.through || request.checkpoints == .daily { rows.writeCheckpoint(projection) }
      try rows.handOver(to: write)
    }
    summary.rows += rows.count
  }

  /// The numbers of the days of which there is something to write, ascending, the last one in any case: those with
  /// blocks, and for daily checkpoints all from the first one on.
  private func daysToWrite(_ request: FoldRequest, _ withBlocks: some Collection<Day>) -> [ClosedRange<Int64>] {
    let last = request.through.number
    guard request.checkpoints == .daily else {
      return Set(withBlocks).union([request.through]).sorted().map { $0.number...$0.number }
    }
    let first = max(state?.through.next ?? withBlocks.min() ?? request.through, request.since ?? Day(.min))
    return [min(first.number, last)...last]
  }

  private static func fold(
    _ blocks: [Block], _ projection: inout InstanceProjection, _ rows: RowLines, _ summary: inout FoldSummary
  ) throws(FleetFault) {
    var answers: [BlockContent.DatedAnswer] = []
    var events: [KeyedEvent] = []
    for block in blocks {
      let content = try BlockContent(block)
      let base = Int32(answers.count)
      answers += content.answers
      events += base == 0 ? content.events : content.events.map { $0.moved(by: base) }
    }
    summary.duplicates += KeyedEvent.order(&events)
    summary.events += events.count
    var coverage = Coverage()
    for keyed in events {
      let answer = answers[Int(keyed.event.answer)].content.answer
      coverage.add(keyed.event, answer)
      projection.evolve(
        FoldEvent(observedAt: keyed.event.observedAt, requestedAt: keyed.event.requestedAt, answer: answer)
      ) { $0.write(to: rows, stream: 0) }
    }
    rows.write(coverage)
  }
}

extension KeyedEvent {
  /// The same event, its answer so many places on.
  fileprivate func moved(by places: Int32) -> KeyedEvent {
    var event = event
    event.answer += places
    return KeyedEvent(event: event, rank: rank, identity: identity, tokenFingerprint: tokenFingerprint)
  }
}
