import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// The spells of every instance that a window needs, one instance at a time: closed ones from their table, open ones from
/// the fold's state.
///
/// What ended before the window is not read: the cost follows the window and what came behind it, not the log.
struct SpellScan {
  private let parameters: ExposureParameters
  private var reader: SpellReader
  private var logged: [Int64: [ExposureSpell]] = [:]
  /// All that the reader would read, if that is kept; else nil.
  private let kept: [SpellCache.Entry]?
  private var place = 0

  /// Instances whose spells hold gaps that `parameters` does not count as observed are folded anew from the log.
  init(_ connection: Connection, _ parameters: ExposureParameters, _ cache: SpellCache?) throws(Failure) {
    self.parameters = parameters
    reader = try SpellReader(connection, from: parameters.from)
    kept = try cache?.entries(connection, from: parameters.from)
    var needed: Set<Int64> = []
    if parameters.longestGap < ExposureFold.mergedGap {
      while let (stream, list) = try readOn() {
        if list.contains(where: { $0.needsLog(longestGap: parameters.longestGap, asOf: parameters.asOf) }) {
          needed.insert(stream)
        }
      }
      reader.reset()
      place = 0
    }
    if !needed.isEmpty { logged = try Self.fromLog(needed, connection, parameters) }
  }

  /// The rows of a table function that makes them instance by instance; the closure gives the next one, nil at the end.
  ///
  /// - Parameter make: the rows of an instance, of the number of its stream and its spells in order of time.
  static func rows(
    _ connection: Connection, _ parameters: ExposureParameters, _ cache: SpellCache?,
    _ make: @escaping (_ stream: Int64, _ spells: [ExposureSpell]) -> [[Value]]
  ) throws(Failure) -> () throws -> [Value]? {
    var scan = try SpellScan(connection, parameters, cache)
    var rows: [[Value]] = []
    var next = 0
    return {
      while next == rows.count {
        guard let (stream, spells) = try scan.next() else { return nil }
        rows = make(stream, spells)
        next = 0
      }
      next += 1
      return rows[next - 1]
    }
  }

  /// The next instance and its spells in order of time; nil at the end.
  mutating func next() throws(Failure) -> (stream: Int64, spells: [ExposureSpell])? {
    guard let (stream, spells) = try readOn() else { return nil }
    return (stream, logged[stream] ?? spells)
  }

  private mutating func readOn() throws(Failure) -> SpellCache.Entry? {
    guard let kept else { return try reader.next() }
    guard place < kept.count else { return nil }
    place += 1
    return kept[place - 1]
  }

  private static func fromLog(
    _ streams: Set<Int64>, _ connection: Connection, _ parameters: ExposureParameters
  ) throws(Failure) -> [Int64: [ExposureSpell]] {
    var folds: [Int64: ExposureFold] = [:]
    var lists: [Int64: [ExposureSpell]] = [:]
    var walk = try EventWalk(connection, streams: streams, until: parameters.asOf)
    while let (stored, event) = try walk.next() {
      let stream = stored.streamID
      folds[stream, default: ExposureFold(longestMergedGap: parameters.longestGap)].evolve(event) {
        lists[stream, default: []].append($0)
      }
    }
    for (stream, fold) in folds { lists[stream, default: []] += fold.openSpells }
    return lists
  }
}

/// What scans have read, kept for those to come: a report asks for exposure, disks, states and gaps of one window. Only of a
/// connection that sees one state of the log.
final class SpellCache {
  typealias Entry = (stream: Int64, spells: [ExposureSpell])

  /// Of more spells than these none are kept.
  private static let mostSpells = 50_000

  private var lists: [Instant?: [Entry]] = [:]
  private var isTooMuch = false

  /// All instances with their spells, from the one on that a window begins in; nil where they are not kept.
  fileprivate func entries(_ connection: Connection, from: Instant?) throws(Failure) -> [Entry]? {
    if let list = lists[from] { return list }
    guard !isTooMuch else { return nil }
    var reader = try SpellReader(connection, from: from)
    var list: [Entry] = []
    var count = lists.values.reduce(0) { $0 + $1.reduce(0) { $0 + $1.spells.count } }
    while let entry = try reader.next() {
      list.append(entry)
      count += entry.spells.count
      guard count <= Self.mostSpells else {
        isTooMuch = true
        return nil
      }
    }
    lists[from] = list
    return list
  }

  /// Forgets all: the connection sees another state.
  func removeAll() {
    lists = [:]
    isTooMuch = false
  }
}

/// Reads the spells of one instance after the other, from the one on that a window begins in.
private struct SpellReader {
  private let instances: Statement
  private let statement: Statement
  private var memo = TraitsMemo()
  private let from: Instant?

  /// - Parameter from: the begin of the window; nil for all spells.
  init(_ connection: Connection, from: Instant?) throws(Failure) {
    self.from = from
    instances = try connection.prepare("SELECT stream_id, state FROM instance ORDER BY stream_id")
    statement = try connection.prepare(
      """
      SELECT facts FROM exposure_spell
      WHERE stream_id = ?1
        AND first_at >= coalesce(
          (SELECT max(first_at) FROM exposure_spell WHERE stream_id = ?1 AND first_at <= ?2), ?2,
          (SELECT min(first_at) FROM exposure_spell WHERE stream_id = ?1))
      ORDER BY first_at
      """)
  }

  /// The next instance and its spells in order of time; nil at the end.
  mutating func next() throws(Failure) -> SpellCache.Entry? {
    guard try instances.step() else { return nil }
    let stream = instances.integer(0)
    return (stream, try spells(of: stream, state: instances.blob(1)))
  }

  /// Begins anew.
  func reset() { instances.reset() }

  /// - Parameter state: of the instance's folds.
  private mutating func spells(of stream: Int64, state: [UInt8]) throws(Failure) -> [ExposureSpell] {
    statement.bind(stream, at: 1)
    statement.bind(from?.milliseconds, at: 2)
    defer { statement.reset() }
    var list: [ExposureSpell] = []
    do {
      while try statement.step() {
        var reader = StateReader(statement.blob(0))
        list.append(try ExposureSpell(from: &reader, &memo))
      }
      list += try InstanceProjection.openSpells(decoding: state, &memo)
      return list
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(
        .corrupt, message: "the exposure of stream \(stream) is not readable", hint: "Run `nbtrack rebuild`.")
    }
  }
}
