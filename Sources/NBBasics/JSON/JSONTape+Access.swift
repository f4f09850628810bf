extension JSONTape {
  /// Index of the parsed value.
  package static let root = 0

  @inlinable
  @inline(__always)
  package func kind(_ index: Int) -> JSONNode.Kind { nodes[index].kind }

  /// The raw bytes of a node; of a string: between its quotes.
  @inlinable
  @inline(__always)
  package func raw(_ index: Int) -> UnsafeRawBufferPointer {
    let node = nodes[index]
    return UnsafeRawBufferPointer(rebasing: bytes[Int(node.start)..<Int(node.end)])
  }

  /// Index of the first node that a container holds; equal to ``behind(_:)`` when it is empty.
  @inlinable
  @inline(__always)
  package func first(in container: Int) -> Int { container + 1 }

  /// Index of the node behind a value and all that it holds; of a member's value: the next key.
  @inlinable
  @inline(__always)
  package func behind(_ value: Int) -> Int { Int(nodes[value].next) }

  /// Calls `body` with the indices of key and value of each member of an object, in text order.
  @inlinable
  @inline(__always)
  package func forEachMember(of object: Int, _ body: (_ key: Int, _ value: Int) -> Void) {
    let end = Int(nodes[object].next)
    var index = object + 1
    while index < end {
      body(index, index + 1)
      index = Int(nodes[index + 1].next)
    }
  }

  /// Calls `body` with the index of each element of an array.
  @inlinable
  package func forEachElement(of array: Int, _ body: (Int) -> Void) {
    let end = Int(nodes[array].next)
    var index = array + 1
    while index < end {
      body(index)
      index = Int(nodes[index].next)
    }
  }

  /// Whether a string node's text is `text` (ASCII).
  @inlinable
  @inline(__always)
  package func text(_ index: Int, is text: StaticString) -> Bool {
    let node = nodes[index]
    if node.escaped {
      return JSONText.decode(raw(index)).elementsEqual(
        UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
    let count = Int(node.end - node.start)
    guard count == text.utf8CodeUnitCount else { return false }
    for offset in 0..<count where bytes[Int(node.start) + offset] != text.utf8Start[offset] { return false }
    return true
  }

  /// The last value of `key` in an object, as a duplicate key keeps its last value; nil when absent or null.
  package func member(_ key: StaticString, of object: Int) -> Int? {
    guard nodes[object].kind == .object else { return nil }
    var found: Int?
    forEachMember(of: object) { name, value in
      if text(name, is: key) { found = value }
    }
    return found.flatMap { nodes[$0].kind == .null ? nil : $0 }
  }

  /// The bytes of a string's text, escapes decoded; a lone surrogate in its generalised form (WTF-8).
  package func decoded(_ index: Int) -> [UInt8] {
    nodes[index].escaped ? JSONText.decode(raw(index)) : Array(raw(index))
  }

  /// A string's text; nil for other kinds. A lone surrogate becomes U+FFFD.
  package func string(_ index: Int?) -> String? {
    guard let index, nodes[index].kind == .string else { return nil }
    return nodes[index].escaped
      ? String(decoding: JSONText.decode(raw(index)), as: UTF8.self) : String(decoding: raw(index), as: UTF8.self)
  }

  /// A number that is a 64-bit integer as written (`5`, not `5.0` or `5e0`); nil for every other value.
  package func integer(_ index: Int?) -> Int64? {
    guard let index, nodes[index].kind == .number else { return nil }
    return Self.integer(raw(index))
  }

  package static func integer(_ digits: UnsafeRawBufferPointer) -> Int64? {
    var at = 0
    let isNegative = digits.first == UInt8(ascii: "-")
    if isNegative { at = 1 }
    guard at < digits.count else { return nil }
    var value: Int64 = 0
    while at < digits.count {
      let digit = digits[at] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.subtractingReportingOverflow(Int64(digit))
      guard !overflow, !carry else { return nil }
      value = sum
      at += 1
    }
    // Accumulated as a negative number, so that the least value fits.
    if isNegative { return value }
    return value == .min ? nil : -value
  }

  /// `true` or `false`; nil for every other value.
  package func boolean(_ index: Int?) -> Bool? {
    guard let index, nodes[index].kind == .bool else { return nil }
    return raw(index).count == 4
  }
}
