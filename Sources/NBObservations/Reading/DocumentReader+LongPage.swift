import NBBasics

/// List pages that are longer than a value may be: their rows are read as they come.
extension DocumentReader {
  /// Rows that are looked at together, in bytes; about.
  private static let rowsAtOnce = 1 << 20

  /// Begins to read the object at the start as a long page; false when it is none.
  func beginLongPage(into batch: inout ObservationBatch) -> Bool {
    let start = buffer.start
    guard let page = LongPage(buffer.view(start, start + longest), at: place, column: buffer.column) else {
      return false
    }
    countValue(into: &batch)
    longPage = page
    isLongPageAlone = valuesSeen == 1 && openArrays == 0
    advance(to: start + page.head.count)
    return true
  }

  /// Reads some of the rows, or what stands behind them; false when bytes are missing.
  func stepLongPage(
    _ page: LongPage, into batch: inout ObservationBatch, isFinal: Bool
  ) throws(MissingOption) -> Bool {
    guard buffer.unread >= retryAt || isFinal else { return false }
    if page.openObjects != nil { return stepBehindRows(page, into: &batch, isFinal: isFinal) }
    var tape = JSONTape()
    skipBlanks(andCommas: true)
    let start = buffer.start
    var (at, end) = (start, start)
    while at < buffer.end, end - start < Self.rowsAtOnce {
      if JSONText.isWhiteSpace(buffer[at]) || buffer[at] == UInt8(ascii: ",") {
        at += 1
        continue
      }
      if buffer[at] == UInt8(ascii: "]") {
        if end > start { break }
        longPage?.openObjects = page.hasEnvelope ? 2 : 1
        advance(to: at + 1)
        return true
      }
      do throws(JSONFault) {
        at += try tape.parse(buffer.view(at, min(buffer.end, at + longest)))
        end = at
      } catch {
        if end > start { break }
        if error.reason == .incomplete, !isFinal, buffer.unread <= longest { return waitForMore() }
        breakOff(page, error.reason, into: &batch)
        return true
      }
    }
    guard end > start else { return isFinal ? endWithin(page, into: &batch) : waitForMore() }
    try read(page.page(of: buffer.view(start, end)), of: page, into: &batch)
    advance(to: end)
    return true
  }

  /// Reads rows, as a page of the same facts.
  private func read(
    _ bytes: [UInt8], of page: LongPage, into batch: inout ObservationBatch
  ) throws(MissingOption) {
    let place = place
    try bytes.withRawBytes { bytes throws(MissingOption) in
      switch parser.parse(bytes, at: place, into: &batch, whenFull: whenFull) {
      case .value: break
      case .alone:
        if isLongPageAlone {
          try parser.parseAlone(bytes, options: options, at: place, into: &batch, whenFull: whenFull)
        } else {
          rejectCompany(bytes, at: place, into: &batch)
        }
      case .incomplete: batch.reject(RejectReason(JSONFault.Reason.incomplete.rawValue), bytes, at: place)
      case .fault(let reason, _): batch.reject(RejectReason(reason.rawValue), bytes, at: place)
      }
    }
  }

  /// Passes over the members behind the rows, up to the end of the page.
  private func stepBehindRows(_ page: LongPage, into batch: inout ObservationBatch, isFinal: Bool) -> Bool {
    var tape = JSONTape()
    skipBlanks(andCommas: true)
    let start = buffer.start
    guard start < buffer.end else { return isFinal ? endWithin(page, into: &batch) : waitForMore() }
    if buffer[start] == UInt8(ascii: "}") {
      let open = (page.openObjects ?? 1) - 1
      longPage?.openObjects = open
      if open == 0 { longPage = nil }
      advance(to: start + 1)
      return true
    }
    let bytes = buffer.view(start, buffer.end)
    guard let member = LongPage.Member(bytes, from: 0, &tape),
      let length = try? tape.parse(UnsafeRawBufferPointer(rebasing: bytes[member.value...]))
    else {
      if !isFinal, buffer.unread <= longest { return waitForMore() }
      breakOff(page, isFinal ? .incomplete : .unexpectedByte, into: &batch)
      return true
    }
    if page.concernsRows(member.name) {
      let reason = "a member behind the rows of a page longer than \(longest >> 20) MiB, which were read without it"
      batch.reject(RejectReason(reason), UnsafeRawBufferPointer(rebasing: bytes[..<member.value]), at: place)
    }
    advance(to: start + member.value + length)
    return true
  }

  /// Rejects what cannot be read on, and passes over the rest of the page.
  private func breakOff(_ page: LongPage, _ reason: JSONFault.Reason, into batch: inout ObservationBatch) {
    longPage = nil
    let limit = min(buffer.lineEnd(from: buffer.start) ?? buffer.end, buffer.start + longest)
    skipping = buffer.line > page.place.line ? .value(column: page.column) : .line
    reject(reason.rawValue, upTo: limit, into: &batch)
  }

  /// The source ends within the page: the rows that were there are read.
  private func endWithin(_ page: LongPage, into batch: inout ObservationBatch) -> Bool {
    longPage = nil
    reject(JSONFault.Reason.incomplete.rawValue, upTo: buffer.end, into: &batch)
    return true
  }
}
