import NBBasics

/// Arrays of objects: read like objects on lines, whatever stands between them.
extension DocumentReader {
  /// Whether the `[` at the start opens an array of values rather than a line of text (`[warning] …`) or, within an
  /// array, an element; nil when that cannot be told before more bytes come.
  func opensArray(isFinal: Bool) -> Bool? {
    let start = buffer.start
    let isLong = buffer.unread > longest
    let end = isLong ? start + longest : buffer.end
    var first = start + 1
    while first < end, JSONText.isWhiteSpace(buffer[first]) { first += 1 }
    guard first < end else { return isLong ? false : isFinal ? openArrays == 0 : nil }
    if buffer[first] == UInt8(ascii: "{") { return true }
    // An array in an array holds no observations unless it begins with one.
    if openArrays > 0 { return false }
    if buffer[first] == UInt8(ascii: "]") { return true }
    var limit = buffer.lineEnd(from: first) ?? .max
    if limit > end {
      guard isLong || isFinal else { return nil }
      if isLong { return false }
      limit = end
    }
    var tape = JSONTape()
    guard let length = try? tape.parse(buffer.view(first, limit)) else { return false }
    let behind = buffer.view(first + length, limit).first { !JSONText.isWhiteSpace($0) }
    return behind == nil || behind == UInt8(ascii: ",") || behind == UInt8(ascii: "]")
  }
}
