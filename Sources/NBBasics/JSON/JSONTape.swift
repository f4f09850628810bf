/// One node of a ``JSONTape``: a key or a value, as a range of the parsed bytes.
package struct JSONNode {
  /// What a node is; a key is a string.
  package enum Kind: UInt8 {
    case object, array, string, number, bool, null
  }

  package var kind: Kind
  /// Whether a string holds backslash escapes; without them its raw bytes are its text.
  package var escaped = false
  /// First byte of the value's text; of a string: behind its quote.
  package var start: UInt32
  /// Behind the last byte; of a string: its closing quote.
  package var end: UInt32
  /// Index of the node behind this one and all that it holds.
  package var next: UInt32
}

/// A parsed JSON value: a flat list of nodes over the bytes it was parsed from, which the caller keeps alive.
///
/// Objects hold key, value, key, value …; the order and duplicates of the text are kept. Parsing is strict (RFC 8259),
/// validates UTF-8, and never copies. One tape is used again for many values.
package struct JSONTape {
  /// Deeper nesting is a fault: no answer is near it, and recursion must be bounded.
  package static let maximumDepth = 256

  /// The nodes, each before what it holds.
  package private(set) var nodes: [JSONNode] = []
  /// What was parsed last.
  package private(set) var bytes = UnsafeRawBufferPointer(start: nil, count: 0)
  private var at = 0
  private var deepest = JSONTape.maximumDepth

  /// An empty tape.
  package init() {}

  /// Parses the value that starts at the first byte (white space before it is allowed) and returns how many bytes it
  /// took. What follows is not looked at.
  package mutating func parse(
    _ bytes: UnsafeRawBufferPointer, maximumDepth: Int = JSONTape.maximumDepth
  ) throws(JSONFault) -> Int {
    self.bytes = bytes
    deepest = maximumDepth
    nodes.removeAll(keepingCapacity: true)
    // An answer has about a hundred: growing to them by doubling would cost as much as parsing.
    if nodes.capacity == 0 { nodes.reserveCapacity(min(bytes.count / 8 + 1, 160)) }
    at = 0
    skipWhiteSpace()
    try value(depth: 0)
    return at
  }

  private func fault(_ reason: JSONFault.Reason) -> JSONFault {
    JSONFault(reason: reason, offset: at)
  }

  @inline(__always)
  private mutating func skipWhiteSpace() {
    while at < bytes.count, JSONText.isWhiteSpace(bytes[at]) { at += 1 }
  }

  @inline(__always)
  private func peek() throws(JSONFault) -> UInt8 {
    guard at < bytes.count else { throw fault(.incomplete) }
    return bytes[at]
  }

  private mutating func value(depth: Int) throws(JSONFault) {
    switch try peek() {
    case UInt8(ascii: "{"): try container(.object, closing: UInt8(ascii: "}"), depth: depth)
    case UInt8(ascii: "["): try container(.array, closing: UInt8(ascii: "]"), depth: depth)
    case UInt8(ascii: "\""): try string()
    case UInt8(ascii: "t"): try literal("true", .bool)
    case UInt8(ascii: "f"): try literal("false", .bool)
    case UInt8(ascii: "n"): try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
    default: throw fault(.unexpectedByte)
    }
  }

  private mutating func container(_ kind: JSONNode.Kind, closing: UInt8, depth: Int) throws(JSONFault) {
    guard depth < deepest else { throw fault(.tooDeep) }
    let index = nodes.count
    nodes.append(JSONNode(kind: kind, start: UInt32(at), end: 0, next: 0))
    at += 1
    skipWhiteSpace()
    if try peek() == closing {
      at += 1
    } else {
      while true {
        if kind == .object {
          guard try peek() == UInt8(ascii: "\"") else { throw fault(.unexpectedByte) }
          try string()
          skipWhiteSpace()
          guard try peek() == UInt8(ascii: ":") else { throw fault(.unexpectedByte) }
          at += 1
          skipWhiteSpace()
        }
        try value(depth: depth + 1)
        skipWhiteSpace()
        let byte = try peek()
        if byte == closing { break }
        guard byte == UInt8(ascii: ",") else { throw fault(.unexpectedByte) }
        at += 1
        skipWhiteSpace()
      }
      at += 1
    }
    nodes[index].end = UInt32(at)
    nodes[index].next = UInt32(nodes.count)
  }

  private mutating func append(_ kind: JSONNode.Kind, from start: Int, to end: Int, escaped: Bool = false) {
    nodes.append(
      JSONNode(
        kind: kind, escaped: escaped, start: UInt32(start), end: UInt32(end), next: UInt32(nodes.count + 1)))
  }

  private mutating func literal(_ word: StaticString, _ kind: JSONNode.Kind) throws(JSONFault) {
    let start = at
    for index in 0..<word.utf8CodeUnitCount {
      guard try peek() == word.utf8Start[index] else { throw fault(.unexpectedByte) }
      at += 1
    }
    append(kind, from: start, to: at)
  }

  private mutating func number() throws(JSONFault) {
    let start = at
    if bytes[at] == UInt8(ascii: "-") { at += 1 }
    let whole = at
    try digits()
    guard bytes[whole] != UInt8(ascii: "0") || at == whole + 1 else { throw fault(.invalidNumber) }
    if at < bytes.count, bytes[at] == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if at < bytes.count, bytes[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      if at < bytes.count, bytes[at] == UInt8(ascii: "+") || bytes[at] == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    append(.number, from: start, to: at)
  }

  private mutating func digits() throws(JSONFault) {
    guard try peek() &- UInt8(ascii: "0") < 10 else { throw fault(.invalidNumber) }
    while at < bytes.count, bytes[at] &- UInt8(ascii: "0") < 10 { at += 1 }
  }

  private mutating func string() throws(JSONFault) {
    at += 1
    let start = at
    var escaped = false
    while true {
      at = JSONText.plainRun(in: bytes, from: at)
      let byte = try peek()
      if byte == UInt8(ascii: "\"") { break }
      if byte == UInt8(ascii: "\\") {
        escaped = true
        try escape()
      } else if byte < 0x20 {
        throw fault(.controlCharacter)
      } else {
        let length = JSONText.sequenceLength(in: bytes, at: at)
        guard length > 0 else {
          throw fault(length == 0 ? .invalidUTF8 : .incomplete)
        }
        at += length
      }
    }
    append(.string, from: start, to: at, escaped: escaped)
    at += 1
  }

  private mutating func escape() throws(JSONFault) {
    at += 1
    switch try peek() {
    case UInt8(ascii: "u"):
      at += 1
      for _ in 0..<4 {
        guard JSONText.hexDigit(try peek()) != nil else { throw fault(.invalidEscape) }
        at += 1
      }
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      at += 1
    default:
      throw fault(.invalidEscape)
    }
  }
}
