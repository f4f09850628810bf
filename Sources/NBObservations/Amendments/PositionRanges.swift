/// A set of positions as ascending ranges that neither overlap nor touch.
public struct PositionRanges: Hashable, Sendable {
  /// The ranges, ascending.
  public private(set) var ranges: [ClosedRange<Int64>] = []

  /// No position.
  public init() {}

  /// The positions of any ranges, in any order.
  public init(_ ranges: some Sequence<ClosedRange<Int64>>) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) { appendLast(range) }
  }

  /// Reads `120-140,150`, in any order; nil for anything else. Positions begin with 1.
  public init?(text: String) {
    var ranges: [ClosedRange<Int64>] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(Self.position)
      guard ends.count <= 2, let first = ends[0], let last = ends[ends.count - 1], first <= last else { return nil }
      ranges.append(first...last)
    }
    self.init(ranges)
  }

  private static func position(_ text: Substring) -> Int64? {
    guard text.utf8.first != UInt8(ascii: "+"), let number = Int64(text), number > 0 else { return nil }
    return number
  }

  /// Adds a range that begins behind all others or within the last.
  public mutating func appendLast(_ range: ClosedRange<Int64>) {
    if let last = ranges.last, last.upperBound >= range.lowerBound - 1 {
      ranges[ranges.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
    } else {
      ranges.append(range)
    }
  }

  /// Whether there is no position.
  public var isEmpty: Bool { ranges.isEmpty }

  /// How many positions there are.
  public var count: Int64 { ranges.reduce(0) { $0 + $1.upperBound - $1.lowerBound + 1 } }

  /// From the first to the last position; nil without any.
  public var bounds: ClosedRange<Int64>? {
    guard let first = ranges.first, let last = ranges.last else { return nil }
    return first.lowerBound...last.upperBound
  }

  /// Whether a position is among them.
  public func contains(_ position: Int64) -> Bool { index(of: position) != nil }

  /// The number of the range that holds a position.
  public func index(of position: Int64) -> Int? {
    if ranges.isEmpty { return nil }
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound <= position { low = middle + 1 } else { high = middle }
    }
    return low > 0 && ranges[low - 1].upperBound >= position ? low - 1 : nil
  }

  /// `120-140,150`; empty without any.
  public var text: String {
    ranges.map { $0.lowerBound == $0.upperBound ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }
      .joined(separator: ",")
  }
}
