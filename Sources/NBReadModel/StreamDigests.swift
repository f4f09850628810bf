import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// What each stream of a log holds, in a number that depends neither on the order of arrival nor on how the log came
/// to be: two databases hold the same events of a stream exactly when the digests agree.
package enum StreamDigests {
  /// A stream that has events.
  package struct Row: Equatable, Sendable {
    /// The instance; without an id for polls of a whole project.
    package let stream: StreamKey
    /// How many events, those among them that were taken back.
    package let events: Int
    /// When the first and the last were observed.
    package let observed: ClosedRange<Instant>
    /// SHA-256 of the identities, in ascending order, one behind the other.
    package let identities: Digest
  }

  /// So many identities, 32 bytes each, are held at a time.
  private static let mostIdentities = 2_000_000

  /// Calls `body` with every stream, by region, project and notebook.
  ///
  /// Scans the log once for every two million events, so that memory does not grow with it.
  ///
  /// - Parameter most: how many identities are held at a time; a stream is never split.
  /// - Throws: `.noLog` for a merged database; `.corrupt` when an answer is missing or unreadable.
  package static func forEach(
    in log: EventLog, holding most: Int = mostIdentities, _ body: (Row) throws -> Void
  ) throws {
    var counts: [Int64: Int] = [:]
    var counting = try EventScan(log.connection, .position(Int64.min...Int64.max))
    while let event = try counting.next() { counts[event.streamID, default: 0] += 1 }
    let streams = try log.allStreams().filter { counts[$0.id] != nil }.sorted { $0.key < $1.key }
    let identities = try IdentityReader(log.connection)
    var next = 0
    while next < streams.count {
      var chunk: [Int64: Gathered] = [:]
      let first = next
      var held = 0
      while next < streams.count, chunk.isEmpty || held + counts[streams[next].id, default: 0] <= most {
        chunk[streams[next].id] = Gathered()
        held += counts[streams[next].id, default: 0]
        next += 1
      }
      var scan = try EventScan(log.connection, .position(Int64.min...Int64.max))
      while let event = try scan.next() {
        guard let gathered = chunk[event.streamID] else { continue }
        gathered.add(try identities.identity(of: event), event.observedAt)
      }
      for stream in streams[first..<next] {
        if let row = chunk[stream.id]?.row(stream.key) { try body(row) }
      }
    }
  }

  private final class Gathered {
    private var identities: [Digest] = []
    private var observed: ClosedRange<Instant>?

    func add(_ identity: Digest, _ time: Instant) {
      identities.append(identity)
      observed = observed.map { min($0.lowerBound, time)...max($0.upperBound, time) } ?? time...time
    }

    func row(_ stream: StreamKey) -> Row? {
      guard let observed else { return nil }
      return Row(
        stream: stream, events: identities.count, observed: observed, identities: Digest(of: identities.sorted()))
    }
  }
}
