import NBObservations

/// The times between consecutive observations of one attempt, as counts of equal gaps: a start that is polled every
/// minute for weeks stays one pair. Rule A19 of docs/semantics.md says which pairs count.
package struct PollGaps: Sendable, Equatable {
  /// One length of gap and how often it occurred.
  package struct Run: Sendable, Hashable {
    /// Milliseconds, 0 or more.
    package let gap: Int64
    /// 1 or more.
    package internal(set) var count: Int
  }

  /// Ascending by gap, each gap once.
  package private(set) var runs: [Run] = []

  /// No gaps.
  package init() {}

  /// How many gaps there are.
  package var count: Int { runs.reduce(0) { $0 + $1.count } }

  mutating func add(_ gap: Int64) {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].gap < gap { low = middle + 1 } else { high = middle }
    }
    if low < runs.count, runs[low].gap == gap {
      runs[low].count += 1
    } else {
      runs.insert(Run(gap: gap, count: 1), at: low)
    }
  }

  func encode(into writer: inout StateWriter) {
    writer.write(runs) {
      $0.write($1.gap)
      $0.write($1.count)
    }
  }

  init(from reader: inout StateReader) throws(StateCodingError) {
    runs = try reader.array { reader throws(StateCodingError) in
      Run(gap: try reader.integer(), count: try reader.count())
    }
  }
}
