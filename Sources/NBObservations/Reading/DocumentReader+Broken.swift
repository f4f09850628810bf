import NBBasics

/// What is no object, or a broken one: how much of the source it costs.
extension DocumentReader {
  /// Something that is no object: in an array the value alone is rejected, else the line.
  func rejectOther(into batch: inout ObservationBatch, isFinal: Bool) -> Bool {
    let start = buffer.start
    guard var limit = buffer.lineEnd(from: start) ?? (isFinal ? buffer.end : nil),
      limit - start <= longest
    else {
      return buffer.unread > longest ? rejectOversize(into: &batch) : waitForMore()
    }
    if openArrays > 0 {
      var tape = JSONTape()
      do throws(JSONFault) {
        limit = start + (try tape.parse(buffer.view(start, min(buffer.end, start + longest))))
      } catch {
        // An array over several lines goes on.
        if error.reason == .incomplete, !isFinal, buffer.unread <= longest { return waitForMore() }
      }
    }
    countValue(into: &batch)
    reject(openArrays > 0 ? "an array element that is not an object" : "not a JSON object", upTo: limit, into: &batch)
    return true
  }

  func rejectOversize(into batch: inout ObservationBatch) -> Bool {
    countValue(into: &batch)
    let column = buffer.column
    let limit = buffer.start + longest
    let hasLineEnd = buffer.lineEnd(from: buffer.start).map { $0 < limit } ?? false
    reject("longer than \(longest >> 20) MiB", upTo: limit, into: &batch)
    skipping = hasLineEnd ? .value(column: column) : .line
    return true
  }

  /// Rejects a broken value: the line on which it begins, or, when it reaches over lines, all up to the next line that
  /// may begin a value.
  ///
  /// - Parameter offset: of the fault, from the start of the value.
  func rejectBroken(
    _ reason: JSONFault.Reason, offset: Int, firstLineEnd: Int?, into batch: inout ObservationBatch, isFinal: Bool
  ) -> Bool {
    let start = buffer.start
    let lineEnd = firstLineEnd ?? buffer.lineEnd(from: start)
    guard let lineEnd, lineEnd - start <= longest else {
      if buffer.unread > longest { return rejectOversize(into: &batch) }
      guard isFinal else { return waitForMore() }
      countValue(into: &batch)
      reject(reason.rawValue, upTo: buffer.end, into: &batch)
      return true
    }
    var limit = lineEnd
    if start + offset > lineEnd || reason == .incomplete, !isTorn(lineEnd, at: start + offset) {
      if let next = buffer.nextBeginning(column: buffer.column, from: start) {
        limit = next
      } else if isFinal {
        limit = buffer.end
      } else {
        return buffer.unread > longest ? rejectOversize(into: &batch) : waitForMore()
      }
    }
    countValue(into: &batch)
    reject(reason.rawValue, upTo: limit, into: &batch)
    return true
  }

  /// Whether a line was cut off where no pretty-printer breaks lines, so that the next one has nothing to do with it:
  /// within a string, or before something that does not go on with the value.
  private func isTorn(_ lineEnd: Int, at fault: Int) -> Bool {
    if fault <= lineEnd { return fault == lineEnd }
    var next = lineEnd
    while next < fault, JSONText.isWhiteSpace(buffer[next]) { next += 1 }
    guard next == fault, fault < buffer.end else { return false }
    var last = lineEnd
    while last > buffer.start, JSONText.isWhiteSpace(buffer[last - 1]) { last -= 1 }
    switch buffer[max(buffer.start, last - 1)] {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: ","), UInt8(ascii: ":"): return false
    default: return true
    }
  }

  /// Goes on passing over a broken value; false when its end is still not in sight.
  func resume() -> Bool {
    switch skipping {
    case .nothing: return true
    case .line:
      guard let feed = buffer.lineEnd(from: buffer.start) else {
        passedOver += buffer.unread
        advance(to: buffer.end)
        return false
      }
      advance(to: feed)
    case .value(let column):
      guard let next = buffer.nextBeginning(column: column, from: buffer.start) else {
        // A last line of which only blanks are there may begin a value yet: keep it.
        var kept = buffer.end
        while kept > buffer.start, buffer.isBlank(kept - 1) { kept -= 1 }
        let isOpen = kept > buffer.start && buffer[kept - 1] == 0x0A && buffer.end - kept <= column
        advance(to: isOpen ? kept - 1 : buffer.end)
        return false
      }
      advance(to: next)
    }
    skipping = .nothing
    passedOver = 0
    return true
  }

  func reject(_ reason: String, upTo index: Int, into batch: inout ObservationBatch) {
    var last = index
    while last > buffer.start, JSONText.isWhiteSpace(buffer[last - 1]) { last -= 1 }
    batch.reject(RejectReason(reason), buffer.view(buffer.start, last), at: place)
    advance(to: index)
  }
}
