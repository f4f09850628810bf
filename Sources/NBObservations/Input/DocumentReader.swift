import NBBasics

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

  /// Blanks right before `start` on its line.
  private var column = 0

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
    if byteOffset == 0, end - start >= 3, view(start, start + 3).elementsEqual([0xEF, 0xBB, 0xBF]) {
      advance(to: start + 3)
    }
    if !resume() { return false }
    skipBetweenValues()
    guard start < end else { return false }
    if !isInArray, buffer[start] == UInt8(ascii: "[") {
      guard let isArray = beginsArray(isFinal: isFinal) else { return waitForMore(into: &batch) }
      guard isArray else { return try rejectOther(into: &batch, isFinal: isFinal) }
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

  /// Whether the `[` at `start` opens an array of values rather than a line of text (`[warning] …`); nil when that cannot
  /// be told before more bytes come.
  private func beginsArray(isFinal: Bool) -> Bool? {
    let isLong = end - start > Self.maximumValueBytes
    let end = isLong ? start + Self.maximumValueBytes : end
    var first = start + 1
    while first < end, JSONText.isWhiteSpace(buffer[first]) { first += 1 }
    guard first < end else { return isLong ? false : isFinal ? true : nil }
    if buffer[first] == UInt8(ascii: "{") || buffer[first] == UInt8(ascii: "]") { return true }
    var limit = lineEnd(from: first) ?? .max
    if limit > end {
      guard isLong || isFinal else { return nil }
      if isLong { return false }
      limit = end
    }
    var tape = JSONTape()
    guard let length = try? tape.parse(view(first, limit)) else { return false }
    let behind = view(first + length, limit).first { !JSONText.isWhiteSpace($0) }
    return behind == nil || behind == UInt8(ascii: ",") || behind == UInt8(ascii: "]")
  }

  private func object(into batch: inout ObservationBatch, isFinal: Bool) throws(MissingOption) -> Bool {
    // What does not depend on how the source was cut into chunks: at most so many bytes are one value.
    let end = min(end, start + Self.maximumValueBytes)
    let firstLineEnd = lineEnd(from: start).flatMap { $0 < end ? $0 : nil }
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
      case .fault(let reason, let offset):
        return try rejectBroken(
          reason, offset: offset, firstLineEnd: firstLineEnd, into: &batch, isFinal: isFinal)
      case .incomplete:
        if limit < end {
          // Look at twice as much each time, whole lines.
          let wanted = min(end, start + (limit - start) * 2)
          limit = min(lineEnd(from: max(limit + 1, wanted - 1)) ?? end, end)
          continue
        }
        if self.end - start > Self.maximumValueBytes { return try rejectOversize(into: &batch) }
        guard isFinal else { return waitForMore(into: &batch) }
        return try rejectBroken(
          JSONFault.Reason.incomplete.rawValue, offset: self.end - start, firstLineEnd: firstLineEnd, into: &batch,
          isFinal: true)
      }
    }
  }

  /// Something that is no object: in an array the value alone is rejected, else the line.
  private func rejectOther(into batch: inout ObservationBatch, isFinal: Bool) throws(MissingOption) -> Bool {
    guard var limit = lineEnd(from: start) ?? (isFinal ? end : nil), limit - start <= Self.maximumValueBytes else {
      return end - start > Self.maximumValueBytes
        ? try rejectOversize(into: &batch) : waitForMore(into: &batch)
    }
    if isInArray {
      var tape = JSONTape()
      do {
        limit = start + (try tape.parse(view(start, min(end, start + Self.maximumValueBytes))))
      } catch {
        // An array over several lines goes on.
        if error.reason == .incomplete, !isFinal, end - start <= Self.maximumValueBytes {
          return waitForMore(into: &batch)
        }
      }
    }
    try resolveBare(into: &batch, isOnly: false)
    valuesSeen += 1
    reject(isInArray ? "an array element that is not an object" : "not a JSON object", upTo: limit, into: &batch)
    return true
  }

  /// Looks again when there is twice as much, at the latest when a value would be too long.
  private func waitForMore(into batch: inout ObservationBatch) -> Bool {
    retryAt = min((end - start) * 2, Self.maximumValueBytes + 1)
    return false
  }

  private func rejectOversize(into batch: inout ObservationBatch) throws(MissingOption) -> Bool {
    try resolveBare(into: &batch, isOnly: false)
    valuesSeen += 1
    let column = column
    let limit = start + Self.maximumValueBytes
    let hasLineEnd = lineEnd(from: start).map { $0 < limit } ?? false
    reject("longer than \(Self.maximumValueBytes >> 20) MiB", upTo: limit, into: &batch)
    skipping = hasLineEnd ? .value(column: column) : .line
    return true
  }

  /// Rejects a broken value: the line on which it begins, or, when it reaches over lines, all up to the next line that
  /// may begin a value.
  ///
  /// - Parameter offset: of the fault, from the start of the value.
  private func rejectBroken(
    _ reason: String, offset: Int, firstLineEnd: Int?, into batch: inout ObservationBatch, isFinal: Bool
  ) throws(MissingOption) -> Bool {
    let lineEnd = firstLineEnd ?? lineEnd(from: start)
    guard let lineEnd, lineEnd - start <= Self.maximumValueBytes else {
      if end - start > Self.maximumValueBytes { return try rejectOversize(into: &batch) }
      guard isFinal else { return waitForMore(into: &batch) }
      try resolveBare(into: &batch, isOnly: false)
      valuesSeen += 1
      reject(reason, upTo: end, into: &batch)
      return true
    }
    var limit = lineEnd
    if start + offset > lineEnd || reason == JSONFault.Reason.incomplete.rawValue, !isTorn(lineEnd, at: start + offset)
    {
      if let next = nextBeginning(column: column, from: start) {
        limit = next
      } else if isFinal {
        limit = end
      } else if end - start > Self.maximumValueBytes {
        return try rejectOversize(into: &batch)
      } else {
        return waitForMore(into: &batch)
      }
    }
    try resolveBare(into: &batch, isOnly: false)
    valuesSeen += 1
    reject(reason, upTo: limit, into: &batch)
    return true
  }

  /// Whether a line was cut off where no pretty-printer breaks lines, so that the next one has nothing to do with it:
  /// within a string, or before something that does not go on with the value.
  private func isTorn(_ lineEnd: Int, at fault: Int) -> Bool {
    if fault <= lineEnd { return fault == lineEnd }
    var next = lineEnd
    while next < fault, JSONText.isWhiteSpace(buffer[next]) { next += 1 }
    guard next == fault, fault < end else { return false }
    var last = lineEnd
    while last > start, JSONText.isWhiteSpace(buffer[last - 1]) { last -= 1 }
    switch buffer[max(start, last - 1)] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: ":"): return false
    default: return true
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
    var blank = index
    while blank > start, buffer[blank - 1] == 0x20 || buffer[blank - 1] == 0x09 { blank -= 1 }
    column = (blank == start ? column : 0) + index - blank
    byteOffset += index - start
    start = index
    retryAt = 0
  }

  private func skipBetweenValues() {
    var at = start
    while at < end, JSONText.isWhiteSpace(buffer[at]) || (isInArray && buffer[at] == UInt8(ascii: ",")) { at += 1 }
    if at > start { advance(to: at) }
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
        // A last line of which only blanks are there may begin a value yet: keep it.
        var kept = end
        while kept > start, buffer[kept - 1] == 0x20 || buffer[kept - 1] == 0x09 { kept -= 1 }
        let isOpen = kept > start && buffer[kept - 1] == 0x0A && end - kept <= column
        advance(to: isOpen ? kept - 1 : end)
        return false
      }
      advance(to: next)
    }
    skipping = .nothing
    return true
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
