import NBBasics

/// Cuts a stream of bytes into JSON objects and feeds them to an ``ObservationParser``: lines, arrays, concatenated and
/// pretty-printed objects alike. A broken value is rejected with its place; the valid ones around it are read.
///
/// Push style, so that it knows nothing of files: fill ``space(atLeast:)``, tell ``filled(_:)``, then ``drain``.
/// Memory: the part of the input that is not read yet, at most one value of ``maximumValueBytes`` and one chunk. Of a list
/// page that is longer the rows are read as they come.
public final class DocumentReader {
  /// A longer value is rejected unless it is a list page: one of ten thousand instances has half of it.
  public static let maximumValueBytes = 32 << 20

  private let source: String
  let options: BareAnswerFacts
  /// What counts as long; for tests alone another number than ``maximumValueBytes``.
  package var longest = DocumentReader.maximumValueBytes
  /// Who takes observations while a value is read that holds more than a batch; nil: nobody, they wait for its end.
  public var whenFull: FullBatch?
  var parser: ObservationParser
  let buffer = ReadBuffer()
  /// Arrays that are open around `buffer.start`.
  var openArrays = 0
  /// Do not look at an incomplete value again before so many bytes are there: keeps long values linear.
  var retryAt = 0
  var skipping = Skipping.nothing
  /// Bytes that were passed over in search of the end of the present line, which was too long to be read: a device may
  /// never end one.
  public internal(set) var passedOver = 0
  private(set) var valuesSeen = 0
  /// The page of which rows are being read because it is too long to be held.
  var longPage: LongPage?
  /// Whether it may take its facts from options.
  var isLongPageAlone = false
  /// An object that wants to be the only value of the source, until it is known whether it is.
  private var alone: (bytes: [UInt8], place: InputPlace)?

  /// What is passed over after a broken value whose end is not in sight.
  enum Skipping {
    case nothing
    case line
    /// Until a line begins with `{` or `[` at this column or left of it.
    case value(column: Int)
  }

  /// - Parameters:
  ///   - source: what rejects call it; a secret in it, as in `dump?token=x.jsonl`, is taken out.
  ///   - parser: used from here on; ``takeParser()`` gives it back with what it has cached.
  ///   - options: what options say about an answer without an envelope.
  public init(source: String, parser: ObservationParser, options: BareAnswerFacts = BareAnswerFacts()) {
    self.source = SourceName.safe(source)
    self.parser = parser
    self.options = options
  }

  /// Room for the next bytes of the source.
  public func space(atLeast count: Int = 1 << 18) -> UnsafeMutableRawBufferPointer { buffer.space(atLeast: count) }

  /// `count` bytes of ``space(atLeast:)`` hold input now.
  public func filled(_ count: Int) { buffer.filled(count) }

  /// Reads values until `batch` holds `limit` observations and rejects, or the bytes at hand are used up.
  /// - Parameter isFinal: whether no more bytes will come: then a value that is cut off is rejected.
  /// - Returns: whether more may be read without new bytes.
  public func drain(
    into batch: inout ObservationBatch, limit: Int = .max, isFinal: Bool = false
  ) throws(MissingOption) -> Bool {
    while batch.count < limit {
      guard try step(into: &batch, isFinal: isFinal) else {
        if isFinal, buffer.unread == 0, let held = alone {
          alone = nil
          try readAlone(held.bytes, at: held.place, into: &batch)
        }
        return false
      }
    }
    return true
  }

  /// How many bodies were read, since the last call, that repeat none of those remembered: what observations hold is
  /// mostly theirs.
  public func takeBodyCount() -> Int { parser.takeBodyCount() }

  /// The parser with its caches, for the next source.
  public func takeParser() -> ObservationParser { parser }

  var place: InputPlace { InputPlace(source: source, line: buffer.line, byteOffset: buffer.byteOffset) }

  // MARK: One value

  /// Reads one value or passes over something; false when bytes are missing.
  private func step(into batch: inout ObservationBatch, isFinal: Bool) throws(MissingOption) -> Bool {
    if let page = longPage { return try stepLongPage(page, into: &batch, isFinal: isFinal) }
    if buffer.byteOffset == 0, buffer.unread >= 3,
      buffer.view(buffer.start, buffer.start + 3).elementsEqual([0xEF, 0xBB, 0xBF])
    {
      advance(to: buffer.start + 3)
    }
    if !resume() { return false }
    skipBlanks(andCommas: openArrays > 0)
    guard buffer.unread > 0 else { return false }
    let first = buffer[buffer.start]
    if first == UInt8(ascii: "[") {
      guard let opens = opensArray(isFinal: isFinal) else { return waitForMore() }
      guard opens else { return rejectOther(into: &batch, isFinal: isFinal) }
      openArrays += 1
      advance(to: buffer.start + 1)
      return true
    }
    if openArrays > 0, first == UInt8(ascii: "]") {
      openArrays -= 1
      advance(to: buffer.start + 1)
      return true
    }
    guard buffer.unread >= retryAt || isFinal else { return false }
    return first == UInt8(ascii: "{")
      ? object(into: &batch, isFinal: isFinal) : rejectOther(into: &batch, isFinal: isFinal)
  }

  private func object(into batch: inout ObservationBatch, isFinal: Bool) -> Bool {
    let start = buffer.start
    // What does not depend on how the source was cut into chunks: at most so many bytes are one value.
    let end = min(buffer.end, start + longest)
    let firstLineEnd = buffer.lineEnd(from: start).flatMap { $0 < end ? $0 : nil }
    var limit = firstLineEnd ?? end
    while true {
      let place = place
      switch parser.parse(buffer.view(start, limit), at: place, into: &batch, whenFull: whenFull) {
      case .value(let length):
        countValue(into: &batch)
        advance(to: start + length)
        return true
      case .alone(let length):
        let bytes = buffer.view(start, start + length)
        if valuesSeen == 0, openArrays == 0 {
          alone = (Array(bytes), place)
          valuesSeen = 1
        } else {
          countValue(into: &batch)
          rejectCompany(bytes, at: place, into: &batch)
        }
        advance(to: start + length)
        return true
      case .fault(let reason, let offset):
        return rejectBroken(reason, offset: offset, firstLineEnd: firstLineEnd, into: &batch, isFinal: isFinal)
      case .incomplete:
        if limit < end {
          // Look at twice as much each time, whole lines.
          let wanted = min(end, start + (limit - start) * 2)
          limit = min(buffer.lineEnd(from: max(limit + 1, wanted - 1)) ?? end, end)
          continue
        }
        if buffer.unread > longest { return beginLongPage(into: &batch) || rejectOversize(into: &batch) }
        guard isFinal else { return waitForMore() }
        return rejectBroken(
          .incomplete, offset: buffer.unread, firstLineEnd: firstLineEnd, into: &batch, isFinal: true)
      }
    }
  }

  /// Looks again when there is twice as much, at the latest when a value would be too long.
  func waitForMore() -> Bool {
    retryAt = min(buffer.unread * 2, longest + 1)
    return false
  }

  func advance(to index: Int) {
    buffer.advance(to: index)
    retryAt = 0
  }

  func skipBlanks(andCommas skipsCommas: Bool) {
    var at = buffer.start
    while at < buffer.end, JSONText.isWhiteSpace(buffer[at]) || (skipsCommas && buffer[at] == UInt8(ascii: ",")) {
      at += 1
    }
    if at > buffer.start { advance(to: at) }
  }

  // MARK: Objects that stand alone

  /// Notes that the source holds another value, in whose company nothing stands alone.
  func countValue(into batch: inout ObservationBatch) {
    valuesSeen += 1
    guard let held = alone else { return }
    alone = nil
    held.bytes.withUnsafeBytes { rejectCompany($0, at: held.place, into: &batch) }
  }

  func rejectCompany(_ bytes: UnsafeRawBufferPointer, at place: InputPlace, into batch: inout ObservationBatch) {
    let reason = "an answer without an envelope among other values: `observed_at` is missing"
    batch.reject(RejectReason(reason), bytes, at: place)
  }

  private func readAlone(
    _ bytes: [UInt8], at place: InputPlace, into batch: inout ObservationBatch
  ) throws(MissingOption) {
    try bytes.withRawBytes { bytes throws(MissingOption) in
      try parser.parseAlone(bytes, options: options, at: place, into: &batch, whenFull: whenFull)
    }
  }
}
