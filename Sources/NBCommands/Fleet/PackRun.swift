import NBBasics
import NBFleet
import NBObservations
import NBSources

/// One run of pack: bytes of the sources to observations to blocks.
final class PackRun {
  /// Observations between two looks at the memory.
  private static let batchSize = 20_000

  private var packer: Packer
  private var maker: ObservationMaker
  private let sourcePrefix: String?
  private let spool = BlockSpool()
  private let output = StandardOutput()
  private var line: [UInt8] = []
  private(set) var rejects = RejectTally()

  init(keyID: String, memory: Int, maker: ObservationMaker, sourcePrefix: String?) {
    packer = Packer(keyID: keyID, memory: memory)
    self.maker = maker
    self.sourcePrefix = sourcePrefix
  }

  /// Reads one source to its end.
  ///
  /// - Throws: `Failure` when it cannot be read to its end: then nothing that was written is of use.
  func read(_ source: Source) throws {
    let bytes = try ByteSource(source)
    let reader = DocumentReader(source: source.name, parser: ObservationParser(maker))
    defer { maker = reader.takeParser().takeMaker() }
    while true {
      let count = try bytes.read(into: reader.space())
      reader.filled(count)
      var goesOn = true
      while goesOn {
        var batch = ObservationBatch()
        do {
          goesOn = try reader.drain(into: &batch, limit: Self.batchSize, isFinal: count == 0)
        } catch {
          // A bare answer: the facts around it are missing.
          batch.rejects.append(error.reject)
          goesOn = false
        }
        batch.rejects += batch.amendments.map { _ in Self.amendment(in: SourceName.safe(source.name)) }
        batch.amendments = []
        try add(batch)
      }
      if count == 0 { return }
      try reader.checkForEnd(of: bytes)
    }
  }

  /// What an export of a log says of its own events has no meaning for blocks, which never change.
  private static func amendment(in source: String) -> Reject {
    Reject(
      source: source, line: 0, byteOffset: 0,
      reason: "takes back or redacts events of a log, which blocks do not know: unpack, and do it there", text: "")
  }

  private func add(_ batch: ObservationBatch) throws {
    try spool.keep(packer.add(batch))
    rejects.note(batch.rejects)
    for reject in batch.rejects {
      line.removeAll(keepingCapacity: true)
      reject.appendLine(source: name(reject.source), to: &line)
      try line.withUnsafeBytes { try output.write($0) }
    }
  }

  /// What a reject calls its source.
  private func name(_ source: String) -> String {
    guard let sourcePrefix else { return source }
    return sourcePrefix + source.split(separator: "/", omittingEmptySubsequences: false).suffix(1).joined()
  }

  /// Writes all blocks and the last line.
  func finish() throws -> PackSummary {
    try packer.finish { block in
      try spool.take(upTo: (block.stream, block.day)) { try output.write($0) }
      line.removeAll(keepingCapacity: true)
      block.appendLine(to: &line)
      try line.withUnsafeBytes { try output.write($0) }
    }
    try spool.take(upTo: nil) { try output.write($0) }
    line.removeAll(keepingCapacity: true)
    packer.summary.appendLine(to: &line)
    try line.withUnsafeBytes { try output.write($0) }
    try output.flush()
    return packer.summary
  }
}
