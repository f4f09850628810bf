import NBBasics
import NBObservations
import NBSQLite

/// The positions whose events do not count, and which void took each of them back.
package struct VoidedPositions: Sendable {
  /// The positions; adjacent ones may belong to several voids.
  package let all: PositionRanges
  /// As stored, ascending.
  package let ranges: [(range: ClosedRange<Int64>, void: Int64)]

  /// Reads them; none in a database of an earlier version, which knew no voids.
  package init(_ connection: Connection) throws(Failure) {
    var ranges: [(range: ClosedRange<Int64>, void: Int64)] = []
    if try connection.userVersion >= LogSchema.versionWithVoids {
      let statement = try connection.prepare(LogSQL.readVoidRanges)
      while try statement.step() {
        let (first, last) = (statement.integer(0), statement.integer(1))
        guard first <= last, first > ranges.last?.range.upperBound ?? 0 else {
          throw Failure(.corrupt, message: "the ranges of taken back positions overlap at position \(first)")
        }
        ranges.append((first...last, statement.integer(2)))
      }
    }
    self.ranges = ranges
    all = PositionRanges(ranges.map(\.range))
  }

  /// Whether no event is taken back.
  package var isEmpty: Bool { ranges.isEmpty }

  /// Whether the event at a position does not count.
  package func contains(_ position: Int64) -> Bool { all.contains(position) }

  /// The position of the void that took the event at a position back; nil when it counts.
  package func void(of position: Int64) -> Int64? {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].range.lowerBound <= position { low = middle + 1 } else { high = middle }
    }
    guard low > 0, case let found = ranges[low - 1], found.range.upperBound >= position else { return nil }
    return found.void
  }
}

extension EventLog {
  /// The positions whose events do not count.
  package func voidedPositions() throws(Failure) -> VoidedPositions { try VoidedPositions(connection) }

  /// How many voids the log holds, and how many events they take back.
  package func voidCounts() throws(Failure) -> (voids: Int64, events: Int64) {
    guard try schemaVersion >= LogSchema.versionWithVoids else { return (0, 0) }
    let statement = try connection.prepare(LogSQL.countVoids)
    return try statement.step() ? (statement.integer(0), statement.integer(1)) : (0, 0)
  }
}
