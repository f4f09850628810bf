/// The innermost intervals of a set of rows: the only places where a nonparametric maximum-likelihood estimate can put
/// mass (Peto 1973; Turnbull 1976).
///
/// All distinct left and right keys are sorted together; every adjacent pair (left key, right key) is one innermost
/// interval. They are disjoint and in ascending order.
struct InnermostIntervals: Sendable {
  private(set) var leftKeys: [IntervalKey] = []
  private(set) var rightKeys: [IntervalKey] = []

  var count: Int { leftKeys.count }

  /// - Parameters: the ends of the rows, in any order, repeats allowed.
  init(lefts: [IntervalKey], rights: [IntervalKey]) {
    let lefts = lefts.sorted()
    let rights = rights.sorted()
    var next = 0
    // A left key opens an innermost interval when a right key comes before the next left key.
    for (position, left) in lefts.enumerated() {
      if position + 1 < lefts.count, lefts[position + 1] == left { continue }
      while next < rights.count, rights[next] < left { next += 1 }
      guard next < rights.count else { break }
      if position + 1 < lefts.count, lefts[position + 1] < rights[next] { continue }
      leftKeys.append(left)
      rightKeys.append(rights[next])
    }
  }

  /// The intervals that lie within a row, as a closed range of indices; nil when none does.
  func range(within row: CensoredInterval) -> ClosedRange<Int>? {
    let first = firstIndex(notBefore: .left(of: row))
    let right = IntervalKey.right(of: row)
    let last = partitionPoint(of: rightKeys) { right < $0 } - 1
    return first <= last ? first...last : nil
  }

  /// The first interval whose left key is not before `key`; `count` when there is none.
  func firstIndex(notBefore key: IntervalKey) -> Int {
    partitionPoint(of: leftKeys) { !($0 < key) }
  }
}

/// The first index of an ascending array at which `holds` is true; the array's count when there is none.
/// `holds` must be false up to some index and true from there on.
package func partitionPoint<Element>(of values: [Element], where holds: (Element) -> Bool) -> Int {
  var low = 0
  var high = values.count
  while low < high {
    let middle = (low + high) / 2
    if holds(values[middle]) { high = middle } else { low = middle + 1 }
  }
  return low
}
