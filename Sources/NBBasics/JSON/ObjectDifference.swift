/// The difference of two canonical objects, from their text alone: of most members it is enough to see that the same bytes
/// stand on both sides, and where they end.
///
/// Canonical text has no white space and names in order; of other text the result means nothing, but is safe to ask for.
struct ObjectDifference {
  private let left: CanonicalText
  private let right: CanonicalText
  /// The patch, as far as it goes.
  private(set) var patch: [UInt8] = []
  /// How many bytes at the start of both texts are the same, and how many at the end.
  private let prefix: Int
  private let suffix: Int
  /// Whether all that follows is the same on both sides.
  private var isRestEqual = false

  private init(_ base: UnsafeRawBufferPointer, _ target: UnsafeRawBufferPointer) {
    left = CanonicalText(base)
    right = CanonicalText(target)
    prefix = base.equalPrefix(with: target)
    suffix = base.equalSuffix(with: target)
    patch.reserveCapacity(128)
  }

  /// The patch that makes `target` of `base`; nil when `target` holds a null that it would have to set, or when one of them
  /// is no canonical object.
  static func patch(from base: UnsafeRawBufferPointer, to target: UnsafeRawBufferPointer) -> [UInt8]? {
    var difference = ObjectDifference(base, target)
    guard base.first == UInt8(ascii: "{"), target.first == UInt8(ascii: "{"),
      let ends = difference.object(at: 0, and: 0), ends.left == base.count, ends.right == target.count
    else { return nil }
    return difference.patch
  }

  /// Appends the patch of the objects that begin here; where they end, or nil as in ``patch(from:to:)``.
  private mutating func object(at lhs: Int, and rhs: Int) -> (left: Int, right: Int)? {
    patch.append(UInt8(ascii: "{"))
    guard var before = left.member(at: lhs + 1), var after = right.member(at: rhs + 1) else { return nil }
    // As long as the texts are the same from their beginnings on, what is on one side is on the other.
    while lhs == rhs, before.isThere, before.value <= prefix, let end = left.valueEnd(before.value), end < prefix,
      let next = left.member(behind: end), next.value <= prefix
    {
      before = next
      after = next
    }
    while before.isThere || after.isThere {
      if isRest(before, after) {
        isRestEqual = true
        break
      }
      let order = !before.isThere ? 1 : !after.isThere ? -1 : left.order(before, right, after)
      if order < 0 {
        guard let end = left.valueEnd(before.value), let next = left.member(behind: end) else { return nil }
        appendName(left, before)
        patch += "null".utf8
        before = next
      } else if order > 0 {
        guard let end = right.valueEnd(after.value), !right.holdsNull(after.value),
          let next = right.member(behind: end)
        else { return nil }
        appendName(right, after)
        patch += right.bytes[after.value..<end]
        after = next
      } else {
        guard let ends = member(before, after) else { return nil }
        if isRestEqual { break }
        guard let nextBefore = left.member(behind: ends.left),
          let nextAfter = right.member(behind: ends.right)
        else { return nil }
        before = nextBefore
        after = nextAfter
      }
    }
    patch.append(UInt8(ascii: "}"))
    return isRestEqual ? (left.bytes.count, right.bytes.count) : (before.value, after.value)
  }

  /// Whether two members and all behind them are the same.
  private func isRest(_ before: CanonicalText.Member, _ after: CanonicalText.Member) -> Bool {
    let rest = left.bytes.count - before.start
    return rest == right.bytes.count - after.start && rest <= suffix
  }

  /// Appends what differs in a member of both; where its values end.
  private mutating func member(
    _ before: CanonicalText.Member, _ after: CanonicalText.Member
  ) -> (left: Int, right: Int)? {
    guard let end = left.valueEnd(before.value) else { return nil }
    if right.value(at: after.value, equals: UnsafeRawBufferPointer(rebasing: left.bytes[before.value..<end])) {
      return (end, after.value + end - before.value)
    }
    guard let afterEnd = right.valueEnd(after.value), !right.holdsNull(after.value) else { return nil }
    appendName(right, after)
    if left.bytes[before.value] == UInt8(ascii: "{"), right.bytes[after.value] == UInt8(ascii: "{") {
      return object(at: before.value, and: after.value)
    }
    patch += right.bytes[after.value..<afterEnd]
    return (end, afterEnd)
  }

  private mutating func appendName(_ text: CanonicalText, _ member: CanonicalText.Member) {
    if patch.last != UInt8(ascii: "{") { patch.append(UInt8(ascii: ",")) }
    // With its quotes and the colon.
    patch += text.bytes[member.name.lowerBound - 1..<member.value]
  }
}

/// Canonical JSON text, read without a tape.
private struct CanonicalText {
  let bytes: UnsafeRawBufferPointer

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// A member of an object, or its end.
  struct Member {
    /// Between the quotes; empty at the end of the object.
    var name: Range<Int>
    /// Where its value begins; behind the object at its end.
    var value: Int
    var isThere: Bool

    /// Where the member begins, or the end of the object.
    var start: Int { isThere ? name.lowerBound - 1 : name.lowerBound }
  }

  /// The byte at an index; 0 behind the last.
  @inline(__always)
  private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  /// The member whose name begins at an index, or the end of the object there.
  func member(at index: Int) -> Member? {
    switch byte(index) {
    case UInt8(ascii: "\""):
      guard let end = stringEnd(index), byte(end) == UInt8(ascii: ":") else { return nil }
      return Member(name: index + 1..<end - 1, value: end + 1, isThere: true)
    case UInt8(ascii: "}"): return Member(name: index..<index, value: index + 1, isThere: false)
    default: return nil
    }
  }

  /// The member behind a value that ends at an index.
  func member(behind end: Int) -> Member? { member(at: byte(end) == UInt8(ascii: ",") ? end + 1 : end) }

  /// Behind the string that begins at an index.
  private func stringEnd(_ start: Int) -> Int? {
    var at = start + 1
    while true {
      at = JSONText.plainRun(in: bytes, from: at)
      switch byte(at) {
      case UInt8(ascii: "\""): return at + 1
      case UInt8(ascii: "\\"): at += 2
      case 0: return nil
      default: at += 1
      }
    }
  }

  /// Behind the value that begins at an index; nil when the text ends before.
  func valueEnd(_ start: Int) -> Int? {
    var at = start
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        guard let end = stringEnd(at) else { return nil }
        at = end
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        at += 1
        continue
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return at }
        depth -= 1
        at += 1
      case UInt8(ascii: ","):
        if depth == 0 { return at }
        at += 1
        continue
      default:
        at += 1
        continue
      }
      if depth == 0 { return at }
    }
    return nil
  }

  /// Whether the value that begins at an index is this text and ends where it does.
  func value(at index: Int, equals other: UnsafeRawBufferPointer) -> Bool {
    let end = index + other.count
    guard end < bytes.count, bytes[end] == UInt8(ascii: ",") || bytes[end] == UInt8(ascii: "}") else { return false }
    return UnsafeRawBufferPointer(rebasing: bytes[index..<end]).isEqual(to: other)
  }

  /// Whether a value is or holds a null that a patch would drop; nulls within arrays are kept by patches.
  func holdsNull(_ value: Int) -> Bool {
    if byte(value) == UInt8(ascii: "n") { return true }
    guard byte(value) == UInt8(ascii: "{"), var inner = member(at: value + 1) else { return false }
    while inner.isThere {
      guard !holdsNull(inner.value), let end = valueEnd(inner.value), let next = member(behind: end) else {
        return true
      }
      inner = next
    }
    return false
  }

  /// Order of two names, which canonical order goes by: that of their decoded bytes.
  func order(_ member: Member, _ other: CanonicalText, _ otherMember: Member) -> Int {
    let name = UnsafeRawBufferPointer(rebasing: bytes[member.name])
    let otherName = UnsafeRawBufferPointer(rebasing: other.bytes[otherMember.name])
    if name.count == otherName.count, name.elementsEqual(otherName, count: name.count) { return 0 }
    if name.contains(UInt8(ascii: "\\")) || otherName.contains(UInt8(ascii: "\\")) {
      return JSONText.decode(name).withUnsafeBytes { first in
        JSONText.decode(otherName).withUnsafeBytes { second in first.order(to: second) }
      }
    }
    return name.order(to: otherName)
  }
}
