extension Schedule {
  /// What a page was for its round.
  package struct PageOutcome: Equatable, Sendable {
    /// Whether it was the last page of the round.
    package var isComplete = false
    /// Known instances that were on no page of the complete round.
    package var absent: [String] = []
    /// Rows of the round so far.
    package var rows = 0
  }

  /// A page came. Rows without an id count for the paging only.
  ///
  /// - Parameters:
  ///   - rowCount: all rows of the page.
  ///   - total: what the service says that the list has.
  package mutating func listed(
    _ page: ListPage, rows: [SeenInstance], rowCount: Int, total: Int?, now: Int64,
    random: inout some RandomNumberGenerator
  ) -> PageOutcome {
    var outcome = PageOutcome()
    succeeded(now: now, wasList: true)
    guard var current = round, current.filter == page.filter, current.offset == page.offset else { return outcome }
    for row in rows {
      current.seen.insert(row.id)
      note(row, isRow: true, now: now, random: &random)
    }
    current.pages += 1
    current.rows += rowCount
    current.offset += rowCount
    outcome.rows = current.rows
    // By `total` where there is one: a service may give fewer rows than were asked for.
    let isLast = rowCount == 0 || total.map { current.offset >= $0 } ?? (rowCount < page.limit)
    if isLast || current.pages >= Self.maximumPages {
      current.filter += 1
      current.offset = 0
    }
    if current.filter < filters {
      round = current
      return outcome
    }
    outcome.isComplete = true
    outcome.absent = instances.keys.filter { !current.seen.contains($0) }.sorted()
    pages = max(1, current.pages)
    round = nil
    hasListed = true
    for id in outcome.absent { miss(id, now: now) }
    nextList = max(now, current.begunAt + spread(listInterval, &random))
    return outcome
  }

  /// An instance that a complete round does not have is asked for at once, and again while it answers.
  private mutating func miss(_ id: String, now: Int64) {
    guard instances[id]?.absences == nil else { return }
    instances[id]?.absences = 0
    instances[id]?.nextShow = now
  }

  /// An instance answered.
  package mutating func shown(
    _ seen: SeenInstance, id: String, now: Int64, random: inout some RandomNumberGenerator
  ) {
    succeeded(now: now, wasList: false)
    note(SeenInstance(id: id, word: seen.word, carriesProgress: true), isRow: false, now: now, random: &random)
  }

  /// An instance does not exist any more. A later row makes it known again.
  package mutating func gone(_ id: String, now: Int64) {
    succeeded(now: now, wasList: false)
    instances[id] = nil
  }

  private mutating func note(
    _ seen: SeenInstance, isRow: Bool, now: Int64, random: inout some RandomNumberGenerator
  ) {
    let old = instances[seen.id]
    var motion = Motion(word: seen.word)
    var unknownSince: Int64?
    if motion == .unknown {
      unknownSince = old?.unknownSince ?? now
      if let since = unknownSince, now - since > Self.unknownLimit { motion = .atRest }
    }
    var instance = old ?? WatchedInstance(motion: motion, movingSince: now)
    let isDiscovered = motion.isMoving && !(old?.motion.isMoving ?? false)
    if isDiscovered || instance.motion != motion { instance.movingSince = now }
    instance.motion = motion
    instance.unknownSince = unknownSince
    if isRow {
      noteRow(of: &instance, isDiscovered: isDiscovered, seen, now: now, random: &random)
    } else {
      instance.awaitsFirstShow = false
      instance.nextShow = motion.isMoving ? now + gap(of: instance, now: now, random: &random) : nil
      if let absences = instance.absences {
        let again = now + Self.absenceGaps[min(absences, Self.absenceGaps.count - 1)]
        instance.absences = absences + 1
        instance.nextShow = min(instance.nextShow ?? again, again)
      }
      if isSingle { instance.nextShow = nil }
    }
    instances[seen.id] = instance
  }

  private func noteRow(
    of instance: inout WatchedInstance, isDiscovered: Bool, _ seen: SeenInstance, now: Int64,
    random: inout some RandomNumberGenerator
  ) {
    instance.absences = nil
    guard instance.motion.isMoving else {
      instance.nextShow = nil
      instance.awaitsFirstShow = false
      return
    }
    guard !isDiscovered, let planned = instance.nextShow else {
      instance.nextShow = now
      instance.awaitsFirstShow = true
      return
    }
    // A row that tells as much is a look. One that is due already is not put off: rows would starve it.
    if !instance.awaitsFirstShow, planned > now, seen.carriesProgress || instance.motion != .starting {
      instance.nextShow = now + gap(of: instance, now: now, random: &random)
    }
  }

  /// Whatever answers, the other kind of look may be tried at once; its own waits go on growing until it answers too.
  private mutating func succeeded(now: Int64, wasList: Bool) {
    throttleBackoff.reset()
    if wasList {
      listBackoff.reset()
      showHold = min(showHold, now)
    } else {
      if showBackoff.failures > 0 || listBackoff.failures > 0 { nextList = min(nextList, now) }
      showBackoff.reset()
      listHold = min(listHold, now)
    }
  }

  // MARK: Failures

  /// A look failed. The same look stays due where nothing else is said; a list begins anew.
  ///
  /// - Returns: until when both kinds of look wait; nil when they do not.
  @discardableResult
  package mutating func failed(
    _ look: Look, _ failure: AnswerFailure, now: Int64, random: inout some RandomNumberGenerator
  ) -> Int64? {
    let isList = if case .list = look { true } else { false }
    switch failure {
    case .cancelled: return nil
    case .unauthenticated:
      // What comes next is the credentials' business; a page is asked for again.
      return nil
    case .unknownParameter:
      if isSorted || limit > 10 {
        if isSorted { isSorted = false } else { limit = 10 }
        round = nil
        return nil
      }
      return down(look, now, &random)
    case .throttled(let limit, let wait):
      budget.lower(limit: limit, now: now)
      return hold(look, now, wait ?? throttleBackoff.next())
    case .forbidden:
      if isList { return hold(look, now, 900_000) }
      showRest = now + 900_000
      drop(look)
      return showRest
    case .noSuchAPI: return hold(look, now, 300_000)
    case .down, .untrusted, .redirected, .pageLost: return down(look, now, &random)
    case .refused:
      guard case .show(let id) = look else { return down(look, now, &random) }
      postpone(id, now: now, random: &random)
      return nil
    }
  }

  /// Nothing is asked before `time`: the credentials rest.
  package mutating func rest(until time: Int64) {
    listHold = max(listHold, time)
    showHold = max(showHold, time)
    round = nil
    if isSingle { isFinished = true }
  }

  /// The computer slept, or the user asked for it: everything is due.
  package mutating func lookAtEverything(now: Int64) {
    nextList = now
    listHold = now
    showHold = now
    showRest = now
    listBackoff.reset()
    showBackoff.reset()
    for id in instances.keys where instances[id]?.nextShow != nil { instances[id]?.nextShow = now }
  }

  private mutating func down(_ look: Look, _ now: Int64, _ random: inout some RandomNumberGenerator) -> Int64 {
    let spread = Double.random(in: 0.5...1, using: &random)
    guard case .show = look else { return hold(look, now, listBackoff.next(spread: spread)) }
    let length = showBackoff.next(spread: spread)
    drop(look)
    showHold = max(showHold, now + length)
    // A service that answers lists only is still listed.
    listHold = max(listHold, now + min(length, listInterval))
    return now + length
  }

  private mutating func hold(_ look: Look, _ now: Int64, _ length: Int64) -> Int64 {
    listHold = max(listHold, now + length)
    showHold = max(showHold, now + length)
    if case .list = look {
      round = nil
      nextList = min(nextList, now)
      if isSingle { isFinished = true }
    }
    drop(look)
    return now + length
  }

  /// A single run asks for nothing twice.
  private mutating func drop(_ look: Look) {
    if isSingle, case .show(let id) = look { instances[id]?.nextShow = nil }
  }

  private mutating func postpone(_ id: String, now: Int64, random: inout some RandomNumberGenerator) {
    guard var instance = instances[id] else { return }
    instance.awaitsFirstShow = false
    if isSingle {
      instance.nextShow = nil
    } else if instance.absences != nil {
      instance.nextShow = now + Self.absenceGaps[0]
    } else {
      instance.nextShow = now + gap(of: instance, now: now, random: &random)
    }
    instances[id] = instance
  }
}
