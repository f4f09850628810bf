/// Merge patches (RFC 7396) between canonical objects: a body that differs little from an earlier one is stored as the
/// members that changed.
public enum MergePatch {
  /// The patch that makes `target` of `base`, both canonical objects. Nil when there is none, because `target` holds a
  /// null (which a patch cannot set), or none that is shorter than half of `target`.
  public static func make(from base: [UInt8], to target: [UInt8]) -> [UInt8]? {
    let patch = base.withUnsafeBytes { base in
      target.withUnsafeBytes { target in ObjectDifference.patch(from: base, to: target) }
    }
    guard let patch, patch.count * 2 < target.count else { return nil }
    assert(apply(patch, to: base) == target, "a patch leads to its target")
    return patch
  }

  /// The canonical object that `patch` makes of the canonical object `base`.
  public static func apply(_ patch: [UInt8], to base: [UInt8]) -> [UInt8]? {
    base.withUnsafeBytes { bytes in
      var tape = JSONTape()
      return (try? tape.parse(bytes)) == nil ? nil : merged(tape, patch)
    }
  }

  private static func merged(_ base: JSONTape, _ patch: [UInt8]) -> [UInt8]? {
    patch.withUnsafeBytes { bytes in
      var tape = JSONTape()
      guard (try? tape.parse(bytes)) != nil else { return nil }
      var output: [UInt8] = []
      output.reserveCapacity(base.bytes.count + patch.count)
      merge(base, JSONTape.root, tape, JSONTape.root, &output)
      return output
    }
  }

  /// Members of both objects in the order of their names, as both are sorted.
  private static func pair(
    _ left: JSONTape, _ lhs: Int, _ right: JSONTape, _ rhs: Int,
    _ body: (_ left: (key: Int, value: Int)?, _ right: (key: Int, value: Int)?) -> Void
  ) {
    var (first, second) = (left.first(in: lhs), right.first(in: rhs))
    let (firstEnd, secondEnd) = (left.behind(lhs), right.behind(rhs))
    while first < firstEnd || second < secondEnd {
      let order = first == firstEnd ? 1 : second == secondEnd ? -1 : compare(left, first, right, second)
      body(order <= 0 ? (first, first + 1) : nil, order >= 0 ? (second, second + 1) : nil)
      if order <= 0 { first = left.behind(first + 1) }
      if order >= 0 { second = right.behind(second + 1) }
    }
  }

  /// Order of two names, which canonical order goes by: that of their decoded bytes.
  private static func compare(_ left: JSONTape, _ lhs: Int, _ right: JSONTape, _ rhs: Int) -> Int {
    if left.nodes[lhs].escaped || right.nodes[rhs].escaped {
      return left.decoded(lhs).withUnsafeBytes { first in
        right.decoded(rhs).withUnsafeBytes { second in first.order(to: second) }
      }
    }
    return left.raw(lhs).order(to: right.raw(rhs))
  }

  private static func appendKey(_ tape: JSONTape, _ key: Int, _ output: inout [UInt8]) {
    if output.last != UInt8(ascii: "{") { output.append(UInt8(ascii: ",")) }
    output.append(UInt8(ascii: "\""))
    output.append(contentsOf: tape.raw(key))
    output += [UInt8(ascii: "\""), UInt8(ascii: ":")]
  }

  private static func appendValue(_ tape: JSONTape, _ value: Int, _ output: inout [UInt8]) {
    let isString = tape.kind(value) == .string
    if isString { output.append(UInt8(ascii: "\"")) }
    output.append(contentsOf: tape.raw(value))
    if isString { output.append(UInt8(ascii: "\"")) }
  }

  private static func merge(_ left: JSONTape, _ lhs: Int, _ right: JSONTape, _ rhs: Int, _ output: inout [UInt8]) {
    output.append(UInt8(ascii: "{"))
    pair(left, lhs, right, rhs) { before, after in
      guard let after else {
        if let before {
          appendKey(left, before.key, &output)
          appendValue(left, before.value, &output)
        }
        return
      }
      if right.kind(after.value) == .null { return }
      appendKey(right, after.key, &output)
      if let before, left.kind(before.value) == .object, right.kind(after.value) == .object {
        merge(left, before.value, right, after.value, &output)
      } else {
        appendValue(right, after.value, &output)
      }
    }
    output.append(UInt8(ascii: "}"))
  }
}
