import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBReports
import NBSQLite
import NBSources

/// One run of ingest: bytes of the sources to observations to the log, batch by batch.
final class IngestRun {
  /// What the arguments mean.
  struct Settings {
    var facts: BareAnswerFacts
    var usesModificationTime: Bool
    /// Observations a transaction, and whether it may be more where that saves time.
    var batch: Int
    var batchMayGrow: Bool
    /// A batch is full with so many bodies that repeat nothing, whatever else is in it: they take the memory.
    var newBodies: Int
    var isStrict: Bool
    var pseudonymise: Bool
    var isDryRun: Bool
    var rules: InputRules
  }

  /// Milliseconds for which an observation that came over a pipe may wait for its commit while more come.
  private static let longestWait: Int64 = 1000
  /// Milliseconds without more, after which a pipe is taken to rest: a program that writes as fast as it can leaves none.
  private static let pause: Int64 = 2
  /// How many times as large a batch may grow.
  private static let greatestGrowth = 8

  let settings: Settings
  private let writer: LogWriter
  /// Appends while the next batch is read, from the first full batch on.
  private var thread: AppendThread?
  /// Identities met by a dry run, whose batches do not see each other.
  private var met: Set<Digest> = []
  private let rejectsFile: RejectsFile?
  private let progress = Progress(unit: .bytes)
  private var maker: ObservationMaker
  private var batch = ObservationBatch()
  /// Observations that fill the batch. Observations that come later than newer ones of their instance have it folded anew,
  /// in one pass over the log for all of a batch: the more of them in one, the fewer passes.
  private var limit: Int
  /// Of the batch, those that repeat nothing.
  private var newBodies = 0
  /// Grows with the batch: out of order most bodies are not the one that is remembered.
  private var mostNewBodies: Int { settings.newBodies * max(1, limit / settings.batch) }
  /// Why a part of a list page could not be appended.
  private var failure: (any Error)?
  /// When the oldest observation of the batch was there; nil for an empty one.
  private var pendingSince: Int64?
  private(set) var summary = IngestSummary()
  private(set) var rejects = RejectTally()
  private(set) var understood = DryRunReport()

  init(log: EventLog, settings: Settings, rejectsFile: RejectsFile?) throws {
    self.settings = settings
    limit = settings.batch
    self.rejectsFile = rejectsFile
    writer = try LogWriter(log, isBulk: true)
    let key = settings.isDryRun ? Fingerprinter.makeKey() : try log.fingerprintKey()
    maker = ObservationMaker(
      fingerprinter: Fingerprinter(key: key), pseudonymise: settings.pseudonymise, rules: settings.rules)
    summary.head = try log.head().digest
  }

  /// A reader for a source.
  func reader(_ source: Source, parser: ObservationParser? = nil, observedAt: Instant? = nil) -> DocumentReader {
    var facts = settings.facts
    if settings.usesModificationTime { facts.observedAt = observedAt }
    let reader = DocumentReader(source: source.name, parser: parser ?? ObservationParser(maker), options: facts)
    reader.whenFull = FullBatch(limit: settings.newBodies) { [unowned self] in appendFull(&$0) }
    return reader
  }

  /// Appends what is read of a list page before the rest of it is.
  private func appendFull(_ full: inout ObservationBatch) {
    let part = full.take(settings.newBodies)
    guard failure == nil else { return }
    do { try handOver(part) } catch { failure = error }
  }

  /// Reads one source to its end, or until a signal comes, and appends every full batch; what is left waits for the
  /// next source. What comes over a pipe is committed once it rests, and within a second.
  ///
  /// - Throws: `Failure` when the source cannot be read on: what came before it is kept. `MissingOption` when it is
  ///   a bare answer without its facts.
  func read(_ source: Source) throws {
    let bytes = try ByteSource(source)
    let reader = reader(source, observedAt: bytes.modifiedAt)
    defer { maker = reader.takeParser().takeMaker() }
    progress.begin(source.name, total: bytes.size)
    while !Interruption.isRequested {
      let reading: ByteSource.Reading
      do {
        reading = try bytes.read(into: reader.space(), within: patience)
      } catch {
        // A damaged archive: what was decoded is read, then the damage is reported.
        try drain(reader, isFinal: true)
        throw error
      }
      switch reading {
      case .bytes(let count):
        reader.filled(count)
        try drain(reader, isFinal: false)
        progress.update(bytes.consumed)
        if bytes.size == nil { try appendIfDue() }
        try reader.checkForEnd(of: bytes)
      case .silence: try append()
      case .end: return try drain(reader, isFinal: true)
      }
    }
  }

  /// Makes observations of what a reader holds.
  func drain(_ reader: DocumentReader, isFinal: Bool) throws {
    var isMore = true
    while isMore {
      let room = min(limit, batch.count + mostNewBodies - newBodies)
      isMore = try reader.drain(into: &batch, limit: room, isFinal: isFinal)
      if let failure { throw failure }
      newBodies += reader.takeBodyCount()
      if batch.count >= limit || newBodies >= mostNewBodies { try handOver() }
    }
    if settings.isStrict, !batch.rejects.isEmpty { try append() }
    if batch.count > 0, pendingSince == nil { pendingSince = Clock.monotonicMilliseconds }
  }

  /// Keeps a reject that was made elsewhere.
  func keep(_ reject: Reject) { batch.rejects.append(reject) }

  /// Appends what is left.
  func finish() throws {
    try append()
    progress.end()
    try rejectsFile?.commit()
  }

  /// Milliseconds for which the oldest observation has waited, at most the longest wait.
  private var waited: Int64 {
    min(pendingSince.map { Clock.monotonicMilliseconds - $0 } ?? 0, Self.longestWait)
  }

  /// Milliseconds to wait for more: nobody waits for a full batch.
  private var patience: Int32 {
    Int32(pendingSince == nil ? Self.longestWait : min(Self.pause, Self.longestWait - waited))
  }

  /// Appends when an observation has waited long enough.
  func appendIfDue() throws {
    if waited >= Self.longestWait { try append() }
  }

  /// Appends what was read, in transactions of at most one batch, and waits until it is kept.
  func append() throws {
    // A batch that fills nothing needs no other thread.
    if thread == nil, batch.count <= limit {
      pendingSince = nil
      if batch.count > 0 { try append(batch.take(limit)) }
    } else {
      try handOver()
      try settle()
    }
  }

  /// Appends what was read, in transactions of at most one batch, while reading goes on.
  private func handOver() throws {
    pendingSince = nil
    newBodies = 0
    while batch.count > 0 { try handOver(batch.take(limit)) }
  }

  private func handOver(_ batch: ObservationBatch) throws {
    if settings.isDryRun || settings.isStrict { return try append(batch) }
    let thread = thread ?? AppendThread(writer)
    self.thread = thread
    try note(from: thread) { (thread) throws(Failure) in try thread.append(batch) }
  }

  /// Waits until everything that was handed over is kept, or cannot be: what was is in the summary then.
  func settle() throws {
    guard let thread else { return }
    try note(from: thread) { (thread) throws(Failure) in try thread.settle() }
  }

  /// Counts what the thread kept, also where it then failed.
  private func note(
    from thread: AppendThread, _ call: (AppendThread) throws(Failure) -> [AppendThread.Kept]
  ) throws {
    let kept: [AppendThread.Kept]
    do throws(Failure) {
      kept = try call(thread)
    } catch {
      try note(thread.kept())
      throw error
    }
    try note(kept)
  }

  /// Appends on this thread.
  private func append(_ batch: ObservationBatch) throws {
    if settings.isStrict, let first = batch.rejects.first {
      progress.end()
      throw CommandFailure(
        .rejected, "\(first.source), line \(first.line): \(first.reason)",
        hint: "Nothing of its batch was kept (--strict). \(summary.appended) observations were appended before it.")
    }
    if settings.isDryRun {
      understood.note(batch.observations)
      try appendDry(batch)
      try note(batch)
    } else {
      try note([AppendThread.Kept(batch: batch, result: writer.append(batch, recordedAt: Clock.now))])
    }
  }

  private func note(_ kept: [AppendThread.Kept]) throws {
    for one in kept {
      summary.add(one.result)
      try note(one.batch)
      guard settings.batchMayGrow else { continue }
      limit = one.result.refolded > 0 ? min(limit * 2, settings.batch * Self.greatestGrowth) : settings.batch
    }
  }

  /// Counts what was kept: what failed is not counted, and the summary adds up after an error as well.
  private func note(_ batch: ObservationBatch) throws {
    summary.observations += batch.count
    summary.rejected += batch.rejects.count
    summary.note(batch.observations)
    rejects.note(batch.rejects)
    // Behind the table: a file that cannot be written takes no reject from it.
    for reject in batch.rejects { try rejectsFile?.write(reject) }
  }

  private func appendDry(_ batch: ObservationBatch) throws {
    // Where voids stand among the observations makes no difference to the counts.
    var fresh = batch
    fresh.observations = batch.observations.filter { met.insert($0.identity).inserted }
    var result = try writer.tryAppending(fresh, recordedAt: Clock.now)
    result.duplicates += batch.observations.count - fresh.observations.count
    result.positions = nil
    result.head = LogHead(position: 0, digest: summary.head)
    summary.add(result)
  }
}
