import NBBasics
import NBEventLog
import NBSQLite

/// The events of the log by position, read in the order of time as far as that will do: the table has that order, and most
/// events were appended in it. What comes before its turn waits; when too many wait, the rest is sorted by SQLite.
struct EventsByPosition: ~Copyable {
  /// Events that may wait, about 10 MB.
  private static let mostWaiting = 100_000

  private let connection: Connection
  private let limit: Int
  private var scan: EventScan
  private var isSorted = false
  private var waiting: [Int64: StoredEvent] = [:]
  private var latest: StoredEvent?
  /// Events of one stream and instant, one behind the other. Nil: not all of the log was read in the order of time, or
  /// there are too many.
  private(set) var ties: [StoredEvent]? = []

  /// - Parameter limit: how many events may wait; another number only for tests.
  init(_ connection: Connection, limit: Int = mostWaiting) throws(Failure) {
    self.connection = connection
    self.limit = limit
    scan = try EventScan(connection, .time(from: nil, until: nil))
  }

  /// The event at a position; where none stands there another: one that stands further on, or one with a position that was
  /// read before. Nil when there are no more.
  ///
  /// - Parameter position: one more than that of the call before, unless that gave another event or nil.
  mutating func next(_ position: Int64) throws(Failure) -> StoredEvent? {
    if !waiting.isEmpty, let event = waiting.removeValue(forKey: position) { return event }
    while !isSorted {
      guard let event = try scan.next() else {
        if waiting.isEmpty { return nil }
        try sort(from: position)
        break
      }
      note(event)
      if waiting.count >= limit {
        try sort(from: position)
        break
      }
      if event.position <= position { return event }
      // Two with one position: in order the second is seen to repeat the first.
      if waiting.updateValue(event, forKey: event.position) != nil { try sort(from: position) }
    }
    return try scan.next()
  }

  private mutating func note(_ event: StoredEvent) {
    if let latest, latest.streamID == event.streamID, latest.observedAt == event.observedAt {
      if ties?.last?.position != latest.position { ties?.append(latest) }
      ties?.append(event)
      if ties?.count ?? 0 > limit { ties = nil }
    }
    latest = event
  }

  private mutating func sort(from position: Int64) throws(Failure) {
    isSorted = true
    ties = nil
    waiting = [:]
    scan = try EventScan(connection, .position(position...Int64.max))
  }
}
