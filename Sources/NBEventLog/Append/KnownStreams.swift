import NBBasics
import NBObservations
import NBSQLite

/// Stored streams by their keys, each with what is worth remembering of it between batches: its latest whole body, and
/// where its last few answers are stored.
///
/// Knows nothing of other writers: whoever notices one forgets everything.
final class KnownStreams {
  final class Stream {
    let id: Int64
    var whole: WholeBody?
    /// No event of the stream is later, also of those that do not count: what is cannot be a duplicate. Nil: there is none.
    private var latest: Instant?
    fileprivate var recent: [ObservedAnswer] = []

    fileprivate init(id: Int64, latest: Instant?) {
      self.id = id
      self.latest = latest
    }

    /// Whether a time is later than all events of the stream.
    func isLater(_ time: Instant) -> Bool { latest.map { time > $0 } ?? true }

    func noteEvent(at time: Instant) { latest = max(latest ?? time, time) }
  }

  /// Where an answer is stored.
  struct Place {
    /// Owned by the streams that are known. Counting references to it would cost as much as everything else that is done
    /// for a repeated answer.
    unowned(unsafe) let stream: Stream
    let answerID: Int64
  }

  private let connection: Connection
  private let findStream: Statement
  private let insertStream: Statement
  private var streams: [StreamKey: Stream] = [:]
  private var places: [ObjectIdentifier: Place] = [:]

  init(_ connection: Connection) throws(Failure) {
    self.connection = connection
    findStream = try connection.prepare(LogSQL.findStream)
    insertStream = try connection.prepare(LogSQL.insertStream)
  }

  var isFull: Bool { streams.count > RememberedInstances.limit }

  func forget() {
    streams.removeAll()
    places.removeAll()
  }

  /// The stored stream; nil when there is none.
  ///
  /// - Parameter latest: of the events of all streams.
  func find(_ key: StreamKey, latest: Instant?) throws(Failure) -> Stream? {
    if let stream = streams[key] { return stream }
    findStream.bind(key.notebookID, at: 1)
    findStream.bind(key.projectID, at: 2)
    findStream.bind(key.region, at: 3)
    defer { findStream.reset() }
    guard try findStream.step() else { return nil }
    let stream = Stream(id: findStream.integer(0), latest: latest)
    streams[key] = stream
    return stream
  }

  /// Stores a stream that ``find(_:latest:)`` did not find.
  func add(_ key: StreamKey) throws(Failure) -> Stream {
    insertStream.bind(key.notebookID, at: 1)
    insertStream.bind(key.projectID, at: 2)
    insertStream.bind(key.region, at: 3)
    try insertStream.run()
    let stream = Stream(id: connection.lastInsertedRowID, latest: nil)
    streams[key] = stream
    return stream
  }

  /// Where this very object is stored; nil when that is not remembered.
  func answer(_ content: ObservedAnswer) -> Place? { places[ObjectIdentifier(content)] }

  /// Keeps the way from an answer object to its row, for the last few of a stream.
  func remember(_ content: ObservedAnswer, _ place: Place) {
    guard places.updateValue(place, forKey: ObjectIdentifier(content)) == nil else { return }
    place.stream.recent.append(content)
    if place.stream.recent.count > 3 { places[ObjectIdentifier(place.stream.recent.removeFirst())] = nil }
  }
}
