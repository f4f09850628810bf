import NBBasics
import NBObservations
import NBSQLite

/// Entries about events that are there: voids and redactions.
extension LogAppender {
  /// Takes events back, those of the positions that count until now, with one entry or several; in one transaction.
  ///
  /// - Returns: nothing appended when none of them counts.
  package func void(
    _ positions: PositionRanges, reason: String, recordedAt: Instant,
    project: (AppendedEvents) throws(Failure) -> Void
  ) throws(Failure) -> AppendResult {
    do {
      return try log.connection.transaction(.immediate) { () throws(Failure) -> AppendResult in
        try refresh()
        var work = Work(before: head, mayBeNamed: false)
        let targets = try voids.targets(at: positions)
        for start in stride(from: 0, to: targets.count, by: VoidEntry.maximumEvents) {
          let part = Array(targets[start..<min(start + VoidEntry.maximumEvents, targets.count)])
          let entry = VoidEntry(
            positions: PositionRanges(part.map { $0.position...$0.position }), reason: reason, recordedAt: recordedAt,
            events: part.map(\.identity))
          try append(entry, taking: part, to: &work)
        }
        return try close(work, recordedAt: recordedAt, project: project)
      }
    } catch {
      forget()
      throw error
    }
  }

  /// Erases from the stored answers of one stream, or of all, and from rejects what a rule says, in one transaction; its
  /// bytes are still in the file, see `EventLog.purge()`.
  ///
  /// - Parameter isDryRun: whether everything is taken back in the end.
  package func redact(
    _ rule: ErasureRule, stream: Int64?, scope: String, reason: String, recordedAt: Instant, isDryRun: Bool,
    project: (AppendedEvents) throws(Failure) -> Void
  ) throws(Failure) -> (result: AppendResult, erased: Erased) {
    // Bodies are remembered here as they were before.
    defer { forget() }
    try log.connection.begin(.immediate)
    do throws(Failure) {
      try refresh()
      let erased = try AnswerEraser(log.connection, rule).run(stream: stream)
      var work = Work(before: head, mayBeNamed: false)
      work.changedStreams = erased.streams
      // Rejects are told of too, although they have no identity.
      let count = max(erased.erasures.count, erased.rejects > 0 ? 1 : 0)
      for start in stride(from: 0, to: count, by: RedactionEntry.maximumErasures) {
        let part = erased.erasures[start..<min(start + RedactionEntry.maximumErasures, erased.erasures.count)]
        try append(RedactionEntry(scope: scope, reason: reason, recordedAt: recordedAt, erasures: part))
      }
      let result = try close(work, recordedAt: recordedAt, project: project)
      if isDryRun { log.connection.rollBack() } else { try log.connection.commit() }
      return (result, erased)
    } catch {
      log.connection.rollBack()
      throw error
    }
  }

  /// Appends an entry that came from elsewhere. What it says was erased is gone there; an answer that is here whole stays.
  func append(_ amendment: Amendment, to work: inout Work) throws(Failure) {
    switch amendment {
    case .void(let entry):
      if try voids.holds(entry) {
        work.duplicates += 1
      } else {
        try append(entry, taking: voids.targets(of: entry), to: &work)
      }
    case .redaction(let entry):
      if try redactions.holds(entry) {
        work.duplicates += 1
      } else {
        try append(entry)
      }
    }
  }

  private func append(_ entry: VoidEntry, taking targets: [VoidTable.Target], to work: inout Work) throws(Failure) {
    extendChain(entry.identity)
    try voids.store(entry, at: head.position, targets: targets)
    if targets.count < entry.events.count { work.mayBeNamed = true }
    for target in targets { work.changedStreams.insert(target.stream) }
  }

  private func append(_ entry: RedactionEntry) throws(Failure) {
    extendChain(entry.identity)
    try redactions.store(entry, at: head.position)
  }
}
