import NBBasics

/// The scalar fields of an envelope as raw JSON text, found without parsing the body.
struct EnvelopeFields {
  var observedAt = UnsafeRawBufferPointer(start: nil, count: 0)
  var requestedAt = UnsafeRawBufferPointer(start: nil, count: 0)
  var date = UnsafeRawBufferPointer(start: nil, count: 0)
  /// kind, http_status, region, project_id, notebook_id: what an observed answer is made of besides its body.
  var constant:
    (
      UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer, UnsafeRawBufferPointer,
      UnsafeRawBufferPointer
    ) = (
      .init(start: nil, count: 0), .init(start: nil, count: 0), .init(start: nil, count: 0),
      .init(start: nil, count: 0), .init(start: nil, count: 0)
    )
  /// The raw body, when it is the last member of the line.
  var body = UnsafeRawBufferPointer(start: nil, count: 0)

  /// Reads the envelope on one whole line when it has the usual form: plain members, then `body` as the last.
  /// Nil when anything is unusual (another order, escapes, a `request`, a duplicate): the full parser decides then.
  init?(line: UnsafeRawBufferPointer) {
    var end = line.count
    while end > 0, JSONText.isWhiteSpace(line[end - 1]) { end -= 1 }
    guard end > 2, line[0] == UInt8(ascii: "{"), line[end - 1] == UInt8(ascii: "}") else { return nil }
    var at = 1
    var seen: UInt16 = 0
    @inline(__always) func skip() { while at < end, JSONText.isWhiteSpace(line[at]) { at &+= 1 } }
    while true {
      skip()
      guard at < end, line[at] == UInt8(ascii: "\"") else { return nil }
      let nameStart = at + 1
      at = JSONText.plainRun(in: line, from: nameStart)
      guard at < end, line[at] == UInt8(ascii: "\"") else { return nil }
      let name = UnsafeRawBufferPointer(rebasing: line[nameStart..<at])
      at += 1
      skip()
      guard at < end, line[at] == UInt8(ascii: ":") else { return nil }
      at += 1
      skip()
      guard let bit = Self.index(of: name), seen & (1 << bit) == 0 else { return nil }
      seen |= 1 << bit
      if bit == 7 {
        guard at < end - 1, line[at] == UInt8(ascii: "{") else { return nil }
        var bodyEnd = end - 1
        while bodyEnd > at, JSONText.isWhiteSpace(line[bodyEnd - 1]) { bodyEnd -= 1 }
        body = UnsafeRawBufferPointer(rebasing: line[at..<bodyEnd])
        return
      }
      let start = at
      if at < end, line[at] == UInt8(ascii: "\"") {
        at = JSONText.plainRun(in: line, from: at + 1)
        guard at < end, line[at] == UInt8(ascii: "\"") else { return nil }
        at += 1
      } else {
        while at < end, line[at] &- UInt8(ascii: "0") < 10 { at &+= 1 }
        guard at > start, at == start + 1 || line[start] != UInt8(ascii: "0") else { return nil }
      }
      set(bit, UnsafeRawBufferPointer(rebasing: line[start..<at]))
      skip()
      guard at < end, line[at] == UInt8(ascii: ",") else { return nil }
      at += 1
    }
  }

  private mutating func set(_ bit: UInt8, _ raw: UnsafeRawBufferPointer) {
    switch bit {
    case 0: observedAt = raw
    case 1: requestedAt = raw
    case 2: constant.0 = raw
    case 3: constant.1 = raw
    case 4: constant.2 = raw
    case 5: constant.3 = raw
    case 6: constant.4 = raw
    default: date = raw
    }
  }

  private static func index(of name: UnsafeRawBufferPointer) -> UInt8? {
    @inline(__always) func matches(_ text: StaticString) -> Bool {
      UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
        .elementsEqual(name, count: name.count)
    }
    switch name.count {
    case 4: return matches("kind") ? 2 : matches("body") ? 7 : matches("date") ? 8 : nil
    case 6: return matches("region") ? 4 : nil
    case 10: return matches("project_id") ? 5 : nil
    case 11: return matches("observed_at") ? 0 : matches("http_status") ? 3 : matches("notebook_id") ? 6 : nil
    case 12: return matches("requested_at") ? 1 : nil
    default: return nil
    }
  }
}

/// A copy of the constant fields of an envelope, to tell whether the next one has the same.
struct EnvelopeSignature {
  private var fields: [[UInt8]] = []

  init() {}

  init(_ fields: EnvelopeFields) {
    let constant = fields.constant
    self.fields = [constant.0, constant.1, constant.2, constant.3, constant.4].map { Array($0) }
  }

  @inline(__always)
  func matches(_ fields: EnvelopeFields) -> Bool {
    guard self.fields.count == 5 else { return false }
    @inline(__always) func same(_ index: Int, _ raw: UnsafeRawBufferPointer) -> Bool {
      self.fields[index].count == raw.count
        && self.fields[index].withUnsafeBytes { $0.elementsEqual(raw, count: raw.count) }
    }
    let constant = fields.constant
    return same(0, constant.0) && same(1, constant.1) && same(2, constant.2) && same(3, constant.3)
      && same(4, constant.4)
  }
}
