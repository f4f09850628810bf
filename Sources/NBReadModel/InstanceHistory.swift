import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// The life of one instance as of a time, read from the log.
package struct InstanceHistory {
  /// The instance.
  package let key: StreamKey
  /// The time of the question; later events do not count.
  package let asOf: Instant
  /// The time of which entries and exposure tell, half open. Nil `from`: from the first event on.
  package let from: Instant?
  /// The end of the window, which is no part of it.
  package let until: Instant
  /// The instance at `asOf`, whatever the window.
  package let status: CurrentStatus
  /// Class of the flavor at `asOf`; the imported catalogue comes before any guess.
  package let flavorClass: FlavorClass
  /// What `flavorClass` rests on.
  package let flavorClassBasis: FlavorClass.Basis
  /// Positions of all events until `asOf`; nil when there was none yet.
  package let positions: ClosedRange<Int64>?
  /// What has a part in the window, in order.
  package let entries: [HistoryEntry]
  /// COMPUTE and STORAGE over the window.
  package let exposure: [Exposure]

  /// What one resource was exposed to.
  package struct Exposure {
    /// What the charges would be for.
    package let resource: ExposureResource
    /// Exposure over the window: milliseconds, and GB times milliseconds.
    package let sum: ExposureSum
    /// Every flag that held in the window, once each, by the time it first held.
    package let flags: [Flag]
  }

  /// A flag, and when it first held.
  package struct Flag {
    /// The flag's word, as in the output of queries.
    package let word: String
    /// Start of the first piece of the window in which it held.
    package let since: Instant
  }

  /// - Parameters:
  ///   - period: its as-of and window; the exposure window begins, as in the query `exposure`, with the log.
  ///   - progress: called now and then with the number of events read.
  package static func read(
    _ key: StreamKey, _ period: Period, in log: EventLog, progress: (Int) -> Void = { _ in }
  ) throws(Failure) -> InstanceHistory {
    var fold = HistoryFold()
    if let stream = try log.streamID(key) {
      var walk = try EventWalk(log.connection, streams: [stream], until: period.asOf)
      while let (stored, event) = try walk.next(progress) { fold.evolve(event, position: stored.position) }
    }
    let until = period.until ?? period.asOf + 1
    let begin = try log.span()?.lowerBound
    var parameters = ExposureParameters(from: period.from ?? begin, until: until, asOf: period.asOf)
    parameters.longestGap = HistoryFold.longestGap
    let (flavorClass, basis) = try classOfFlavor(fold.status, in: log)
    return InstanceHistory(
      key: key, asOf: period.asOf, from: period.from, until: until, status: fold.status,
      flavorClass: flavorClass, flavorClassBasis: basis, positions: fold.positions,
      entries: fold.entries.filter { $0.hasPart(from: period.from, until: until) },
      exposure: ExposureResource.allCases.map { exposure(of: $0, fold.spells, parameters) })
  }

  private static func exposure(
    of resource: ExposureResource, _ spells: [ExposureSpell], _ parameters: ExposureParameters
  ) -> Exposure {
    var sum = ExposureSum()
    var seen: ExposureFlags = []
    var flags: [Flag] = []
    ExposureCalculator(resource, parameters).forEachPiece(of: spells) { piece in
      sum.add(piece)
      let news = piece.flags.subtracting(seen)
      flags += news.words.map { Flag(word: $0, since: piece.from) }
      seen.formUnion(news)
    }
    return Exposure(resource: resource, sum: sum, flags: flags)
  }

  private static func classOfFlavor(
    _ status: CurrentStatus, in log: EventLog
  ) throws(Failure) -> (FlavorClass, FlavorClass.Basis) {
    let statement = try log.connection.prepare("SELECT flavor_class FROM flavor_catalog WHERE flavor_id = ?1")
    statement.bind(status.traits.flavor, at: 1)
    if try statement.step(), let known = FlavorClass(rawValue: statement.text(0)) { return (known, .catalog) }
    return (status.flavorClass.class, status.flavorClass.basis)
  }
}

extension HistoryEntry {
  /// Whether it belongs to `[from, until)`: attempts by begin.high as everywhere, spans if any part of them does.
  func hasPart(from: Instant?, until: Instant) -> Bool {
    func isWithin(_ first: Instant, _ last: Instant) -> Bool { first < until && from.map { last >= $0 } ?? true }
    return switch self {
    case .status(let run): isWithin(run.since.high, run.lastAt)
    case .attempt(let entry), .refused(let entry): isWithin(entry.attempt.begin.high, entry.attempt.begin.high)
    case .request(let request): isWithin(request.at, request.at)
    case .gap(let gap): isWithin(gap.from, gap.until)
    case .change(let change): isWithin(change.bounds.high, change.bounds.high)
    case .hiddenRestart(let bounds, _): isWithin(bounds.high, bounds.high)
    case .noInformation(let entry): isWithin(entry.firstAt, entry.lastAt)
    }
  }
}
