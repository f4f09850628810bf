import NBBasics

/// Turns one JSON object of the input into observations, whatever its form.
public struct ObservationParser {
  /// What one value turned out to be.
  enum Outcome {
    /// The value took so many bytes; its observations or rejects are in the batch.
    case value(length: Int)
    /// An object whose form wants to stand alone in its source; nothing was added to the batch.
    case alone(length: Int)
    /// The bytes end within the value.
    case incomplete
    /// Not JSON, for this reason, so many bytes from the start.
    case fault(JSONFault.Reason, offset: Int)
  }

  private var maker: ObservationMaker
  private var tape = JSONTape()

  /// - Parameter maker: used for everything that is read.
  public init(_ maker: ObservationMaker) { self.maker = maker }

  /// The maker with its caches, for what is read next.
  public func takeMaker() -> ObservationMaker { maker }

  mutating func takeBodyCount() -> Int { maker.takeBodyCount() }

  /// Parses the object at the start of `bytes`, which begin with `{` and hold at least one line where there is one.
  mutating func parse(
    _ bytes: UnsafeRawBufferPointer, at place: InputPlace, into batch: inout ObservationBatch, whenFull: FullBatch?
  ) -> Outcome {
    var scan: (envelope: EnvelopeScan, bodyHash: UInt64)?
    if let envelope = EnvelopeScan(line: bytes) {
      var hash: UInt64?
      if let observation = repeated(envelope, &hash) {
        batch.observations.append(observation)
        return .value(length: bytes.count)
      }
      scan = (envelope, hash ?? BodyCache.hash(envelope[.body]))
    }
    let length: Int
    do throws(JSONFault) {
      length = try tape.parse(bytes)
    } catch {
      return error.reason == .incomplete ? .incomplete : .fault(error.reason, offset: error.offset)
    }
    let form = InputForms.form(of: tape)
    if form.standsAlone { return .alone(length: length) }
    let raw = UnsafeRawBufferPointer(rebasing: bytes[..<length])
    do throws(InputFault) {
      let value = InputValue(
        tape: tape, raw: raw, place: place, options: BareAnswerFacts(), scan: scan, whenFull: whenFull)
      try form.read(value, into: &batch, by: &maker)
    } catch {
      switch error {
      case .rejected(let reason): batch.reject(reason, raw, at: place)
      case .missing(let missing): batch.rejects.append(missing.reject)
      }
    }
    return .value(length: length)
  }

  /// Reads an object that is the only value of its source; its facts come from `options`.
  mutating func parseAlone(
    _ bytes: UnsafeRawBufferPointer, options: BareAnswerFacts, at place: InputPlace,
    into batch: inout ObservationBatch, whenFull: FullBatch?
  ) throws(MissingOption) {
    guard (try? tape.parse(bytes)) != nil else { return }
    do throws(InputFault) {
      let value = InputValue(tape: tape, raw: bytes, place: place, options: options, scan: nil, whenFull: whenFull)
      try InputForms.form(of: tape).read(value, into: &batch, by: &maker)
    } catch {
      switch error {
      case .rejected(let reason): batch.reject(reason, bytes, at: place)
      case .missing(let missing): throw missing
      }
    }
  }

  /// An envelope that repeats another but for its times, or nearly so. Nil when it is not that simple.
  private mutating func repeated(_ scan: EnvelopeScan, _ hash: inout UInt64?) -> Observation? {
    guard let observedAt = InstantMember.read(scan[.observedAt], rules: maker.rules), maker.rules.isOfRun(observedAt)
    else { return nil }
    var requestedAt: Instant?
    if !scan[.requestedAt].isEmpty {
      guard let instant = InstantMember.read(scan[.requestedAt], rules: maker.rules), instant <= observedAt else {
        return nil
      }
      requestedAt = instant
    }
    var date: String?
    if !scan[.date].isEmpty {
      let raw = scan[.date]
      guard raw.count > 2, raw[0] == UInt8(ascii: "\"") else { return nil }
      let text = UnsafeRawBufferPointer(rebasing: raw[1..<raw.count - 1])
      guard HTTPDate.parse(text) != nil else { return nil }
      date = String(decoding: text, as: UTF8.self)
    }
    guard let content = maker.repeated(scan, hash: &hash) else { return nil }
    return Observation(observedAt: observedAt, requestedAt: requestedAt, date: date, content: content)
  }
}
