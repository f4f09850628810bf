import NBBasics

/// Members of an envelope that take a few words, a number or a time. In a text that could not be read they may hold
/// anything, in no form that shows a secret: a value of another form goes whole.
enum EnvelopeMember: String {
  case kind, date
  case httpStatus = "http_status"
  case observedAt = "observed_at"
  case requestedAt = "requested_at"
  case recordedAt = "recorded_at"
  case erased, positions

  /// The member of this name, as it is spelled in an envelope.
  init?(_ name: some Collection<UInt8>) {
    guard name.count <= 12 else { return nil }
    self.init(rawValue: String(decoding: name, as: UTF8.self))
  }

  /// Whether a value that is no longer than ``longest`` may have been meant for it.
  func takes(_ value: some Collection<UInt8>) -> Bool {
    let word = String(decoding: value.map(SecretKeys.lowercased), as: UTF8.self)
    if ["", "null", "true", "false"].contains(word) { return true }
    switch self {
    case .kind: return ObservationKind(word: word) != nil || word == "void" || word == "redaction"
    case .erased: return value.allSatisfy { JSONText.hexDigit($0) != nil }
    case .date: return HTTPDate.parse(String(decoding: value, as: UTF8.self)) != nil || value.allSatisfy(Self.isOfTime)
    case .httpStatus, .observedAt, .requestedAt, .recordedAt, .positions: return value.allSatisfy(Self.isOfTime)
    }
  }

  /// The longest value: a digest.
  static let longest = 64

  /// Digits, and what stands between those of a time or number.
  private static func isOfTime(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || "+-.,: TtZzEe".utf8.contains(byte)
  }
}

extension TextRedaction {
  /// Whether the name of a member of envelopes stands before `sign`, and behind it a value that is none of that member.
  func isForeignValue(of name: some Collection<UInt8>, behind sign: Int) -> Bool {
    guard isPart, let member = EnvelopeMember(name) else { return false }
    var start = scan.skipBlanks(from: sign + 1)
    let first = start
    while start < text.count, text[start] == UInt8(ascii: "\\") { start += 1 }
    var end = start
    let limit = min(text.count, start + EnvelopeMember.longest + 2)
    if start < text.count, scan.isQuote(text[start]) {
      start += 1
      end = start
      while end < limit, text[end] != text[start - 1], text[end] != UInt8(ascii: "\\") { end += 1 }
      // An escape within the value; those before its closing quote are as many as before the opening one.
      var close = end
      while close < text.count, text[close] == UInt8(ascii: "\\") { close += 1 }
      if close - end != start - 1 - first, end < limit { return true }
    } else {
      guard start == first else { return true }
      while end < limit, !scan.isBlank(text[end]), !",}]".utf8.contains(text[end]) { end += 1 }
    }
    return end - start > EnvelopeMember.longest || !member.takes(text[start..<end])
  }

  /// Whether a bare word is the name of a member: at the beginning of an object whose names have no quotes, or in an
  /// object that is quoted once more.
  func isMemberName(_ word: Range<Int>, sign: Int) -> Bool {
    guard text[sign] == UInt8(ascii: ":") else { return false }
    if scan.skipEscapedQuote(from: word.upperBound) > word.upperBound { return true }
    var before = word.lowerBound
    while before > 0, scan.isBlank(text[before - 1]) { before -= 1 }
    return before > 0 && (text[before - 1] == UInt8(ascii: "{") || text[before - 1] == UInt8(ascii: ","))
  }
}
