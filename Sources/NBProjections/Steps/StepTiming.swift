import NBBasics
import NBObservations

/// When one step of one start attempt began and ended, as intervals. Rules T1 to T12 of docs/semantics.md.
package struct StepTiming: Sendable, Equatable {
  /// 1 prepare storage, 2 prepare compute, 3 configure network, 4 initialise.
  package let step: Int
  /// The latest status listed, until the outcome of the attempt implies another.
  package internal(set) var status = StepStatus.waiting
  /// When the step began; nil while it has only been listed WAITING.
  package internal(set) var began: InstantBounds?
  /// When it ended, completed or failed; nil while unknown. Set only if `began` is.
  package internal(set) var ended: InstantBounds?
  /// Whether the end follows from the outcome of the attempt and was never listed.
  package internal(set) var inferred = false
  /// ``FoldEvent/low`` of the latest ordinary look that listed the step WAITING or PROCESSING.
  package internal(set) var lastUnfinished: Instant?
  /// begin.low of the attempt as it was known when the step was first listed: what bounds the step from below while
  /// no earlier look does.
  let floor: Instant?

  /// Whether the step began and no end of it is known.
  package var isCensored: Bool { began != nil && ended == nil }

  /// How long the step took; without upper limit while censored; nil when it never began.
  package var duration: LatencyBounds? {
    guard let began else { return nil }
    guard let ended else { return LatencyBounds(from: began, unfinishedAt: lastUnfinished) }
    return LatencyBounds(from: began, to: ended)
  }

  /// The time from the begin of the attempt to the end of the step; without upper limit while censored; nil when the
  /// step never began.
  package func ageAtEnd(begin: InstantBounds) -> LatencyBounds? {
    guard began != nil else { return nil }
    guard let ended else { return LatencyBounds(from: begin, unfinishedAt: lastUnfinished) }
    return LatencyBounds(from: begin, to: ended)
  }

  /// A step about to be listed for the first time: nothing is known but the floor. Every rule reads a step without a
  /// status like one that is WAITING.
  init(step: Int, floor: Instant?) {
    self.step = step
    self.floor = floor
  }

  /// Ends the step at `instant` unless it has ended: after the latest look that listed it unfinished.
  mutating func end(at instant: Instant) {
    if ended == nil { ended = InstantBounds(low: lastUnfinished ?? floor, high: instant) }
  }

  /// Begins the step at `instant` unless it has begun: after the latest look that listed it WAITING. Until a step
  /// begins, every look that listed it unfinished listed it WAITING.
  mutating func begin(at instant: Instant) {
    if began == nil { began = InstantBounds(low: lastUnfinished ?? floor, high: instant) }
  }

  /// Applies one listed status of an ordinary look.
  mutating func look(_ listed: StepStatus, low: Instant, at instant: Instant) {
    switch listed {
    case .waiting, .processing:
      // T6: what is completed stays completed; the attempt rules deal with a list that starts over.
      if status == .completed { return }
      takeBackFailure()
      if listed == .processing { begin(at: instant) }
      lastUnfinished = low
      status = listed
    case .completed, .failed:
      finish(listed, at: instant)
    }
  }

  /// Applies one listed status of the observation that closes the attempt: no look at an unfinished step (T3).
  mutating func close(_ listed: StepStatus, at instant: Instant) {
    switch listed {
    case .waiting: break
    case .processing:
      begin(at: instant)
      if status == .waiting { status = .processing }
    case .completed, .failed:
      finish(listed, at: instant)
    }
  }

  private mutating func finish(_ listed: StepStatus, at instant: Instant) {
    if listed == .completed { takeBackFailure() }
    begin(at: instant)
    end(at: instant)
    status = listed
  }

  /// T8: FAILED and later listed otherwise: the platform retried the step, so its end is open again.
  private mutating func takeBackFailure() {
    if status == .failed { ended = nil }
  }
}

extension StepTiming {
  func encode(into writer: inout StateWriter) {
    writer.write(step)
    writer.write(Int(status.rawValue))
    writer.write(began) { $1.encode(into: &$0) }
    writer.write(ended) { $1.encode(into: &$0) }
    writer.write(inferred)
    writer.write(lastUnfinished)
    writer.write(floor)
  }

  init(from reader: inout StateReader) throws(StateCodingError) {
    step = try reader.count()
    status = try reader.word()
    began = try reader.optional { reader throws(StateCodingError) in try InstantBounds(from: &reader) }
    ended = try reader.optional { reader throws(StateCodingError) in try InstantBounds(from: &reader) }
    inferred = try reader.boolean()
    lastUnfinished = try reader.optionalInstant()
    floor = try reader.optionalInstant()
  }
}
