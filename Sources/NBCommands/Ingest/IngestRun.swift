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
    var batch: Int
    var isStrict: Bool
    var pseudonymise: Bool
    var follows: Bool
    var isDryRun: Bool
  }

  private let settings: Settings
  private let writer: LogWriter
  /// Identities met by a dry run, whose batches do not see each other.
  private var met: Set<Digest> = []
  private let rejectsFile: RejectsFile?
  private let progress = Progress(unit: .bytes)
  private var parser: ObservationParser
  private var batch = ObservationBatch()
  private(set) var summary = IngestSummary()

  init(log: EventLog, settings: Settings, rejectsFile: RejectsFile?) throws {
    self.settings = settings
    self.rejectsFile = rejectsFile
    writer = try LogWriter(log)
    let key = settings.isDryRun ? Fingerprinter.makeKey() : try log.fingerprintKey()
    parser = ObservationParser(fingerprinter: Fingerprinter(key: key), pseudonymise: settings.pseudonymise)
    summary.head = try log.head().digest
  }

  /// Reads one source to its end and appends every full batch; what is left waits for the next source.
  ///
  /// - Throws: `SourceError` when the source cannot be read on: what came before it is kept. `MissingOption` when it is
  ///   a bare answer without its facts.
  func read(_ source: Source) throws {
    if settings.follows { return try follow(source) }
    let bytes = try ByteSource(source)
    var facts = settings.facts
    if settings.usesModificationTime { facts.observedAt = bytes.modifiedAt.map(Instant.init(milliseconds:)) }
    let reader = DocumentReader(source: source.name, parser: parser, bareFacts: facts)
    defer { parser = reader.takeParser() }
    progress.begin(source.name, total: bytes.size)
    while true {
      let count: Int
      do {
        count = try bytes.read(into: reader.space())
      } catch {
        // A damaged archive: what was decoded is read, then the damage is reported.
        try drain(reader, isFinal: true)
        throw error
      }
      reader.filled(count)
      try drain(reader, isFinal: count == 0)
      progress.update(bytes.consumed)
      if count == 0 { return }
    }
  }

  private func follow(_ source: Source) throws {
    let bytes = try FollowSource(source)
    var reader = DocumentReader(source: source.name, parser: parser, bareFacts: settings.facts)
    defer { parser = reader.takeParser() }
    while !Interruption.isRequested {
      switch try bytes.look(into: reader.space()) {
      case .bytes(let count):
        reader.filled(count)
        try drain(reader, isFinal: false)
      case .waiting:
        // Nobody waits for a full batch: what is there is acknowledged now.
        try append()
        FollowSource.wait()
      case .restarted:
        // The line that was being written will not be finished.
        try drain(reader, isFinal: true)
        reader = DocumentReader(source: source.name, parser: reader.takeParser(), bareFacts: settings.facts)
      case .ended:
        return try drain(reader, isFinal: true)
      }
    }
  }

  private func drain(_ reader: DocumentReader, isFinal: Bool) throws {
    while try reader.drain(into: &batch, limit: settings.batch, isFinal: isFinal) { try append() }
    if settings.isStrict, !batch.rejects.isEmpty { try append() }
  }

  /// Appends what is left.
  func finish() throws {
    try append()
    progress.end()
    try rejectsFile?.commit()
  }

  private func append() throws {
    guard batch.count > 0 else { return }
    let full = batch
    batch = ObservationBatch()
    if settings.isStrict, let first = full.rejects.first {
      progress.end()
      throw CommandFailure(
        .rejected, "\(first.source), line \(first.line): \(first.reason)",
        hint: "Nothing of its batch was kept (--strict). \(summary.appended) observations were appended before it.")
    }
    summary.observations += full.count
    summary.rejected += full.rejects.count
    summary.note(full.observations)
    for reject in full.rejects { try rejectsFile?.write(reject) }
    if settings.isDryRun { return try appendDry(full) }
    summary.add(try writer.append(full, recordedAt: Clock.now))
    Interruption.say(
      "interrupted: \(NumberWords.count(Int64(summary.appended), "new observation")) kept; run it again to go on")
  }

  private func appendDry(_ batch: ObservationBatch) throws {
    var fresh = batch
    fresh.observations = batch.observations.filter { met.insert($0.identity).inserted }
    var result = try writer.tryAppending(fresh, recordedAt: Clock.now)
    result.duplicates += batch.observations.count - fresh.observations.count
    result.positions = nil
    result.head = LogHead(position: 0, digest: summary.head)
    summary.add(result)
  }
}
