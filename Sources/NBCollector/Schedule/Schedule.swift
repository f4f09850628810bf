/// When to look at what: a pure state machine. Times are milliseconds on a clock that never goes back.
///
/// A round is a list with all its pages, for every filter. Instances on their way are looked at one by one between
/// rounds; so is, at once, an instance that a complete round did not have, for absence proves nothing.
package struct Schedule {
  /// What to do.
  package enum Next: Equatable, Sendable {
    case look(Look)
    /// Nothing before that time.
    case wait(until: Int64)
    /// A single run has looked at everything.
    case finished
  }

  static let unknownLimit: Int64 = 600_000
  static let stuckAfter: Int64 = 1_800_000
  static let stuckGap: Int64 = 60_000
  static let absenceGaps: [Int64] = [60_000, 300_000, 900_000, 3_600_000]
  static let maximumPages = 1000

  package private(set) var rates: Rates
  private(set) var filters: Int
  /// One round and one look at whatever needs it, then the end.
  let isSingle: Bool
  package internal(set) var budget: Budget
  var instances: [String: WatchedInstance] = [:]
  var round: ListRound?
  var nextList: Int64
  /// Pages of the last complete round.
  package internal(set) var pages = 1
  package internal(set) var isSorted = true
  package internal(set) var limit = 50
  /// No list, no look at an instance before.
  var listHold: Int64
  var showHold: Int64
  /// Looks at instances are not allowed; asked again then.
  var showRest: Int64
  /// Of lists, of looks at instances, and of both when there were too many requests.
  var listBackoff = Backoff(first: 1000, longest: 300_000)
  var showBackoff = Backoff(first: 1000, longest: 300_000)
  var throttleBackoff = Backoff(first: 60_000, longest: 960_000)
  var isFinished = false

  /// - Parameters:
  ///   - filters: how many lists make a round.
  ///   - known: instances of the log that are not gone, with the status word last seen.
  package init(
    rates: Rates, filters: Int = 1, known: [(id: String, word: String)] = [], isSingle: Bool = false, now: Int64
  ) {
    self.rates = rates
    self.filters = filters
    self.isSingle = isSingle
    budget = Budget(perMinute: rates.maximumRate, now: now)
    nextList = now
    listHold = now
    showHold = now
    showRest = now
    for (id, word) in known { remember(id, word: word, now: now) }
  }

  /// An instance of the log, known and not gone.
  package mutating func remember(_ id: String, word: String, now: Int64) {
    if instances[id] == nil { instances[id] = WatchedInstance(motion: Motion(word: word), movingSince: now) }
  }

  /// Another rhythm, or other lists: a list on its way begins anew.
  package mutating func change(to rates: Rates, filters: Int, now: Int64) {
    if rates.maximumRate != self.rates.maximumRate { budget = Budget(perMinute: rates.maximumRate, now: now) }
    self.rates = rates
    self.filters = filters
    round = nil
  }

  // MARK: Gaps

  /// From one list to the next: lists take at most half of the budget.
  package var listInterval: Int64 {
    max(rates.every, Int64((2 * 60_000 * Double(pages) / budget.rate).rounded(.up)))
  }

  /// From one look at a moving instance to the next: what lists leave of the budget is theirs.
  package var showInterval: Int64 {
    let lists = Double(pages) * 60_000 / Double(listInterval)
    let left = max(budget.rate - lists, budget.rate / 10)
    return max(rates.startingEvery, Int64((60_000 * Double(movingCount) / left).rounded(.up)))
  }

  /// Instances on their way.
  package var movingCount: Int { instances.values.count { $0.motion.isMoving } }

  /// Instances that are not gone, by whether they are on their way.
  package var instanceCount: Int { instances.count }

  /// Whether the instance is known and not gone.
  package func knows(_ id: String) -> Bool { instances[id] != nil }

  func gap(of instance: WatchedInstance, now: Int64, random: inout some RandomNumberGenerator) -> Int64 {
    let isStuck = now - instance.movingSince > Self.stuckAfter
    return spread(isStuck ? max(showInterval, Self.stuckGap) : showInterval, &random)
  }

  /// The length, ±25 %.
  func spread(_ length: Int64, _ random: inout some RandomNumberGenerator) -> Int64 {
    Int64(Double(length) * Double.random(in: 0.75...1.25, using: &random))
  }

  // MARK: What is next

  /// The look to make now, or until when there is none. A look is made when its answer, or its failure, comes back to
  /// this machine; until then the same one is given again.
  package mutating func next(now: Int64) -> Next {
    if isFinished { return .finished }
    let list = listDue
    let show = dueShow(now: now)
    if isSingle, list == nil, show.due == nil {
      isFinished = true
      return .finished
    }
    let earliest = [list, show.due].compactMap { $0 }.min() ?? now + listInterval
    let free = budget.nextFree(now)
    guard earliest <= now, free <= now else { return .wait(until: max(earliest, free)) }
    if let urgent = show.urgent, list.map({ $0 > now || now - $0 < 2 * listInterval }) ?? true {
      return .look(.show(id: urgent))
    }
    if let list, list <= now { return .look(.list(beginOrGoOn(now))) }
    if let id = show.urgent ?? show.other { return .look(.show(id: id)) }
    return .wait(until: max(earliest, now + 1))
  }

  /// Counts a request against the budget; to be called when it is made.
  package mutating func spend(now: Int64) { budget.spend(now) }

  private var listDue: Int64? {
    if let round { return max(round.dueAt, listHold) }
    if isSingle, hasListed { return nil }
    return max(nextList, listHold)
  }

  var hasListed = false

  private mutating func beginOrGoOn(_ now: Int64) -> ListPage {
    let current = round ?? ListRound(begunAt: now, dueAt: max(nextList, listHold))
    round = current
    return ListPage(filter: current.filter, offset: current.offset, limit: limit, isSorted: isSorted)
  }

  /// The look at an instance that is due longest, and when the first one will be.
  private func dueShow(now: Int64) -> (urgent: String?, other: String?, due: Int64?) {
    var urgent: (due: Int64, id: String)?
    var other: (due: Int64, id: String)?
    var due: Int64?
    for (id, instance) in instances {
      guard let planned = instance.nextShow else { continue }
      let time = max(planned, showHold, showRest)
      due = min(due ?? time, time)
      guard time <= now else { continue }
      // Ties by id, so that equal histories give equal schedules.
      let key = (planned, id)
      if instance.motion == .stopping, instance.absences == nil {
        if other.map({ key < ($0.due, $0.id) }) ?? true { other = key }
      } else if urgent.map({ key < ($0.due, $0.id) }) ?? true {
        urgent = key
      }
    }
    return (urgent?.id, other?.id, due)
  }
}

/// A list on its way through its pages.
struct ListRound {
  let begunAt: Int64
  /// When it was due; how late it is decides whether looks at starting instances go first.
  let dueAt: Int64
  var filter = 0
  var offset = 0
  var pages = 0
  var rows = 0
  var seen: Set<String> = []

  init(begunAt: Int64, dueAt: Int64) {
    self.begunAt = begunAt
    self.dueAt = dueAt
  }
}
