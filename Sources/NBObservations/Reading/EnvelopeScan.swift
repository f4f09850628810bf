import NBBasics

/// The scalar members of an envelope as raw JSON text, found without parsing the body.
struct EnvelopeScan {
  /// The members that an envelope of the usual form has.
  enum Field: Int, CaseIterable {
    case observedAt, requestedAt, date, kind, httpStatus, region, projectID, notebookID, body

    /// What an observed answer is made of besides its body.
    static let constant: InlineArray<5, Field> = [.kind, .httpStatus, .region, .projectID, .notebookID]

    init?(_ name: UnsafeRawBufferPointer) {
      func matches(_ text: StaticString) -> Bool {
        UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
          .elementsEqual(name, count: name.count)
      }
      let found: Field?
      switch name.count {
      case 4: found = matches("kind") ? .kind : matches("body") ? .body : matches("date") ? .date : nil
      case 6: found = matches("region") ? .region : nil
      case 10: found = matches("project_id") ? .projectID : nil
      case 11:
        found =
          matches("observed_at")
          ? .observedAt : matches("http_status") ? .httpStatus : matches("notebook_id") ? .notebookID : nil
      case 12: found = matches("requested_at") ? .requestedAt : nil
      default: found = nil
      }
      guard let found else { return nil }
      self = found
    }
  }

  private var raw: InlineArray<9, UnsafeRawBufferPointer> = .init(
    repeating: UnsafeRawBufferPointer(start: nil, count: 0))

  /// The raw text of a member, a string with its quotes; empty when the envelope has none. The body reaches to the brace
  /// that ends the line.
  subscript(field: Field) -> UnsafeRawBufferPointer { raw[field.rawValue] }

  /// Reads the envelope on one whole line when it has the usual form: plain members, then `body` as the last.
  /// Nil when anything is unusual (another order, escapes, a `request`, a duplicate): the full parser decides then.
  init?(line: UnsafeRawBufferPointer) {
    var end = line.count
    while end > 0, JSONText.isWhiteSpace(line[end - 1]) { end -= 1 }
    guard end > 2, line[0] == UInt8(ascii: "{"), line[end - 1] == UInt8(ascii: "}") else { return nil }
    var at = 1
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
      guard let field = Field(name), self[field].isEmpty else { return nil }
      if field == .body {
        guard at < end - 1, line[at] == UInt8(ascii: "{") else { return nil }
        var bodyEnd = end - 1
        while bodyEnd > at, JSONText.isWhiteSpace(line[bodyEnd - 1]) { bodyEnd -= 1 }
        raw[field.rawValue] = UnsafeRawBufferPointer(rebasing: line[at..<bodyEnd])
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
      raw[field.rawValue] = UnsafeRawBufferPointer(rebasing: line[start..<at])
      skip()
      guard at < end, line[at] == UInt8(ascii: ",") else { return nil }
      at += 1
    }
  }
}

/// A copy of the constant members of an envelope, to tell whether the next one has the same.
struct EnvelopeSignature {
  /// One behind the other: they are compared for every line.
  private var members: [UInt8] = []
  private var lengths: InlineArray<5, Int> = .init(repeating: 0)

  /// Of no envelope.
  init() {}

  init(_ scan: EnvelopeScan) {
    for index in lengths.indices {
      let field = EnvelopeScan.Field.constant[index]
      members += scan[field]
      lengths[index] = scan[field].count
    }
  }

  @inline(__always)
  func matches(_ scan: EnvelopeScan) -> Bool {
    guard !members.isEmpty else { return false }
    return members.withUnsafeBytes { members in
      var at = 0
      for index in lengths.indices {
        let raw = scan[EnvelopeScan.Field.constant[index]]
        guard raw.count == lengths[index],
          UnsafeRawBufferPointer(rebasing: members[at...]).elementsEqual(raw, count: raw.count)
        else { return false }
        at += raw.count
      }
      return true
    }
  }
}
