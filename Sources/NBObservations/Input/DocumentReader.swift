#if canImport(Glibc)
  import Glibc
#endif

/// Cuts a stream of bytes into JSON values and feeds them to an ``ObservationParser``: lines, arrays, concatenated and
/// pretty-printed objects alike. A broken value is rejected with its place; the valid ones around it are read.
///
/// Push style, so that it knows nothing of files: fill ``space(atLeast:)``, tell ``filled(_:)``, then ``drain``.
/// Memory: the part of the input that is not read yet, at most one value of ``maximumValueBytes`` and one chunk.
public final class DocumentReader {
  /// A longer value is rejected: a list page of ten thousand instances has half of it.
  public static let maximumValueBytes = 32 << 20

  private let source: String
  private let bareFacts: BareAnswerFacts
  private var parser: ObservationParser

  private var buffer: UnsafeMutableRawBufferPointer
  /// The unread part of the buffer.
  private var start = 0
  private var end = 0
  /// Place of `start` in the source.
  private var line = 1
  private var byteOffset = 0

  private var isInArray = false
  private var valuesSeen = 0
  private var bare: (bytes: [UInt8], place: ObservationParser.Place)?
  /// Do not look at an incomplete value again before so many bytes are there: keeps long values linear.
  private var retryAt = 0
  private var skipping = Skipping.nothing

  /// What is passed over after a broken value whose end is not in sight.
  private enum Skipping {
    case nothing
    case line
    /// Until a line begins with `{` or `[` at this column or left of it.
    case value(column: Int)
  }

  /// - Parameter parser: used from here on, and given back by ``finish(into:)`` with what it has cached.
  public init(source: String, parser: ObservationParser, bareFacts: BareAnswerFacts = BareAnswerFacts()) {
    self.source = source
    self.parser = parser
    self.bareFacts = bareFacts
    buffer = .allocate(byteCount: 1 << 20, alignment: 16)
  }

  deinit { buffer.deallocate() }

  /// Room for the next bytes of the source.
  public func space(atLeast count: Int = 1 << 18) -> UnsafeMutableRawBufferPointer {
    if buffer.count - end < count {
      let unread = end - start
      if start > 0, buffer.count - unread >= count, start >= unread {
        buffer.baseAddress!.copyMemory(from: buffer.baseAddress! + start, byteCount: unread)
      } else {
        let larger = UnsafeMutableRawBufferPointer.allocate(
          byteCount: max(buffer.count, (unread + count) * 2), alignment: 16)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
        buffer.deallocate()
        buffer = larger
      }
      start = 0
      end = unread
    }
    return UnsafeMutableRawBufferPointer(rebasing: buffer[end...])
  }

  /// `count` bytes of ``space(atLeast:)`` hold input now.
  public func filled(_ count: Int) { end += count }

  /// Reads values until `batch` holds `limit` observations and rejects, or the bytes at hand are used up.
  /// - Parameter isFinal: whether no more bytes will come: then a value that is cut off is rejected.
  /// - Returns: whether more may be read without new bytes.
  public func drain(
    into batch: inout ObservationBatch, limit: Int = .max, isFinal: Bool = false
  ) throws(MissingOption) -> Bool {
    while batch.count < limit {
      guard try step(into: &batch, isFinal: isFinal) else {
        if isFinal, start == end { try resolveBare(into: &batch, isOnly: true) }
        return false
      }
    }
    return true
  }

  /// The parser with its caches, for the next source.
  public func takeParser() -> ObservationParser { parser }

  // MARK: One value

  /// Reads one value or passes over something; false when bytes are missing.
  private func step(into batch: inout ObservationBatch, isFinal: Bool) throws(MissingOption) -> Bool {
    if byteOffset == 0, end - start >= 3, view(start, start + 3).elementsEqual([0xEF, 0xBB, 0xBF]) { advance(to: start + 3) }
    if !resume() { return false }
    skipBetweenValues()
    guard start < end else { return false }
    if !isInArray, buffer[start] == UInt8(ascii: "[") {
      isInArray = true
      advance(to: start + 1)
      return true
    }
    if isInArray, buffer[start] == UInt8(ascii: "]") {
      isInArray = false
      advance(to: start + 1)
      return true
    }
    guard end - start >= retryAt || isFinal else { return false }
    if buffer[start] != UInt8(ascii: "{") { return try rejectOther(into: &batch, isFinal: isFinal) }
    return try object(into: &batch, isFinal: isFinal)
  }

  private func object(into batch: inout ObservationBatch, isFinal: Bool) throws(MissingOption) -> Bool {
    let firstLineEnd = lineEnd(from: start)
    var limit = firstLineEnd ?? end
    while true {
      let place = place
      switch parser.parse(view(start, limit), at: place, into: &batch) {
      case .value(let length):
        try resolveBare(into: &batch, isOnly: false)
        valuesSeen += 1
        advance(to: start + length)
        return true
      case .bare(let length):
        try resolveBare(into: &batch, isOnly: false)
        if valuesSeen == 0, !isInArray {
          bare = (Array(view(start, start + length)), place)
        } else {
          rejectBare(view(start, start + length), at: place, into: &batch)
        }
        valuesSeen += 1
        advance(to: start + length)
        return true
      case .fault(let reason):
        // Within its line the value is broken there; beyond it, the line it begins on is what cannot be read.
        guard limit < end || isFinal || firstLineEnd != nil else { return waitForLineEnd(into: &batch) }
        rejectBroken(reason, within: limit == firstLineEnd ? firstLineEnd : nil, into: &batch)
        return true
      case .incomplete:
        if limit < end {
          // Look at twice as much each time, whole lines.
          let wanted = min(end, start + (limit - start) * 2)
          limit = lineEnd(from: max(limit + 1, wanted - 1)) ?? end
          continue
        }
        if isFinal {
          rejectBroken(JSONFault.Reason.incomplete.rawValue, within: nil, into: &batch)
          return true
        }
        if end - start > Self.maximumValueBytes { return rejectOversize(into: &batch) }
        retryAt = (end - start) * 2
        return false
      }
    }
  }

  /// Something that is no object: in an array the value alone is rejected, else the line.
  private func rejectOther(into batch: inout ObservationBatch, isFinal: Bool) throws(MissingOption) -> Bool {
    var limit = lineEnd(from: start) ?? end
    if limit == end, !isFinal { return waitForLineEnd(into: &batch) }
    if isInArray {
      var tape = JSONTape()
      if let length = try? tape.parse(view(start, end)) { limit = start + length }
    }
    try resolveBare(into: &batch, isOnly: false)
    valuesSeen += 1
    reject(isInArray ? "an array element that is not an object" : "not a JSON object", upTo: limit, into: &batch)
    return true
  }

  private func waitForLineEnd(into batch: inout ObservationBatch) -> Bool {
    if end - start > Self.maximumValueBytes { return rejectOversize(into: &batch) }
    retryAt = end - start + 1
    return false
  }

  private func rejectOversize(into batch: inout ObservationBatch) -> Bool {
    let column = column
    let hasLineEnd = lineEnd(from: start) != nil
    reject("longer than \(Self.maximumValueBytes >> 20) MiB", upTo: end, into: &batch)
    skipping = hasLineEnd ? .value(column: column) : .line
    return true
  }

  /// Rejects a broken value: its line, or, when it reaches over lines, up to the next line that may begin a value.
  private func rejectBroken(_ reason: String, within lineEnd: Int?, into batch: inout ObservationBatch) {
    valuesSeen += 1
    if let lineEnd {
      reject(reason, upTo: lineEnd, into: &batch)
      return
    }
    let column = column
    if let next = nextBeginning(column: column, from: start) {
      reject(reason, upTo: next, into: &batch)
    } else {
      reject(reason, upTo: end, into: &batch)
      skipping = .value(column: column)
    }
  }

  // MARK: Bare answers

  /// A bare answer is one only as the sole value of its source.
  private func resolveBare(into batch: inout ObservationBatch, isOnly: Bool) throws(MissingOption) {
    guard let held = bare else { return }
    bare = nil
    if isOnly {
      var result = ObservationBatch()
      let facts = bareFacts
      var missing: MissingOption?
      held.bytes.withUnsafeBytes { bytes in
        do {
          try parser.parseBare(bytes, options: facts, at: held.place, into: &result)
        } catch let error as MissingOption {
          missing = error
        } catch {}
      }
      if let missing { throw missing }
      batch.observations += result.observations
      batch.rejects += result.rejects
    } else {
      held.bytes.withUnsafeBytes { rejectBare($0, at: held.place, into: &batch) }
    }
  }

  private func rejectBare(
    _ bytes: UnsafeRawBufferPointer, at place: ObservationParser.Place, into batch: inout ObservationBatch
  ) {
    batch.rejects.append(
      Reject(
        source: source, line: place.line, byteOffset: place.byteOffset,
        reason: "an answer without an envelope among other values: `observed_at` is missing",
        text: RejectText.make(bytes)))
  }

  // MARK: Bytes

  private func view(_ from: Int, _ to: Int) -> UnsafeRawBufferPointer {
    UnsafeRawBufferPointer(rebasing: buffer[from..<to])
  }

  private var place: ObservationParser.Place {
    ObservationParser.Place(source: source, line: line, byteOffset: byteOffset)
  }

  /// Index of the line feed at or behind `index`, nil when the line is not complete.
  private func lineEnd(from index: Int) -> Int? {
    guard index < end, let found = memchr(buffer.baseAddress! + index, 0x0A, end - index) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(buffer.baseAddress!)
  }

  private func advance(to index: Int) {
    var at = start
    while at < index, let found = lineEnd(from: at), found < index {
      line += 1
      at = found + 1
    }
    byteOffset += index - start
    start = index
    retryAt = 0
  }

  private func skipBetweenValues() {
    var at = start
    while at < end, JSONText.isWhiteSpace(buffer[at]) || (isInArray && buffer[at] == UInt8(ascii: ",")) {
      if buffer[at] == 0x0A { line += 1 }
      at += 1
    }
    byteOffset += at - start
    start = at
  }

  /// Blanks before the value on its line.
  private var column: Int {
    var at = start
    while at > 0, buffer[at - 1] == 0x20 || buffer[at - 1] == 0x09 { at -= 1 }
    return start - at
  }

  /// The next line below `index` that begins with a bracket at `column` or left of it.
  private func nextBeginning(column: Int, from index: Int) -> Int? {
    var at = index
    while let feed = lineEnd(from: at) {
      at = feed + 1
      var first = at
      while first < end, buffer[first] == 0x20 || buffer[first] == 0x09 { first += 1 }
      guard first < end else { return nil }
      let byte = buffer[first]
      if first - at <= column, byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return first }
    }
    return nil
  }

  /// Goes on passing over a broken value; false when its end is still not in sight.
  private func resume() -> Bool {
    switch skipping {
    case .nothing: return true
    case .line:
      guard let feed = lineEnd(from: start) else {
        advance(to: end)
        return false
      }
      advance(to: feed)
    case .value(let column):
      guard let next = nextBeginning(column: column, from: start) else {
        // The last line may go on: keep it.
        if let feed = lastLineFeed { advance(to: feed) }
        return false
      }
      advance(to: next)
    }
    skipping = .nothing
    return true
  }

  private var lastLineFeed: Int? {
    var at = end
    while at > start {
      at -= 1
      if buffer[at] == 0x0A { return at }
    }
    return nil
  }

  private func reject(_ reason: String, upTo index: Int, into batch: inout ObservationBatch) {
    var last = index
    while last > start, JSONText.isWhiteSpace(buffer[last - 1]) { last -= 1 }
    batch.rejects.append(
      Reject(
        source: source, line: line, byteOffset: byteOffset, reason: reason, text: RejectText.make(view(start, last))))
    advance(to: index)
  }
}
