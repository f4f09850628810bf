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
  private let instances: Statement
  private let spells: SpellReader
  private let logged: [Int64: [ExposureSpell]]

  /// Instances whose spells hold gaps that `parameters` does not count as observed are folded anew from the log.
  init(_ connection: Connection, _ parameters: ExposureParameters) throws(Failure) {
    self.parameters = parameters
    instances = try connection.prepare("SELECT stream_id, state FROM instance ORDER BY stream_id")
    spells = try SpellReader(connection, from: parameters.from)
    var needed: Set<Int64> = []
    if parameters.longestGap < ExposureFold.mergedGap {
      while try instances.step() {
        let stream = instances.integer(0)
        let list = try spells.spells(of: stream, state: instances.blob(1))
        if list.contains(where: { $0.needsLog(longestGap: parameters.longestGap, asOf: parameters.asOf) }) {
          needed.insert(stream)
        }
      }
      instances.reset()
    }
    logged = needed.isEmpty ? [:] : try Self.fromLog(needed, connection, parameters)
  }

  /// The rows of a table function that makes them instance by instance; the closure gives the next one, nil at the end.
  ///
  /// - Parameter make: the rows of an instance, of the number of its stream and its spells in order of time.
  static func rows(
    _ connection: Connection, _ parameters: ExposureParameters,
    _ make: @escaping (_ stream: Int64, _ spells: [ExposureSpell]) -> [[Value]]
  ) throws(Failure) -> () throws -> [Value]? {
    var scan = try SpellScan(connection, parameters)
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
    guard try instances.step() else { return nil }
    let stream = instances.integer(0)
    if let spells = logged[stream] { return (stream, spells) }
    return (stream, try spells.spells(of: stream, state: instances.blob(1)))
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

/// Reads the spells of an instance from the one on that a window begins in.
private struct SpellReader {
  private let statement: Statement
  private let from: Instant?

  /// - Parameter from: the begin of the window; nil for all spells.
  init(_ connection: Connection, from: Instant?) throws(Failure) {
    self.from = from
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

  /// In order of time.
  ///
  /// - Parameter state: of the instance's folds.
  func spells(of stream: Int64, state: [UInt8]) throws(Failure) -> [ExposureSpell] {
    statement.bind(stream, at: 1)
    statement.bind(from?.milliseconds, at: 2)
    defer { statement.reset() }
    var list: [ExposureSpell] = []
    do {
      while try statement.step() {
        var reader = StateReader(statement.blob(0))
        list.append(try ExposureSpell(from: &reader))
      }
      return list + (try InstanceProjection(decoding: state).exposure.openSpells)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(
        .corrupt, message: "the exposure of stream \(stream) is not readable", hint: "Run `nbtrack rebuild`.")
    }
  }
}
