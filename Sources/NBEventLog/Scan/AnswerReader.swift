import NBBasics
import NBObservations
import NBSQLite

/// Reads stored answers back, patches applied. Remembers a bounded number of whole bodies.
package final class AnswerReader {
  private static let maximumBodies = 20_000

  private let statement: Statement
  private let body: Statement
  private let streamKeys: Statement
  private var wholeBodies: [Int64: [UInt8]] = [:]
  private var streams: [Int64: StreamKey] = [:]

  /// Prepares the statements; throws when the database has no schema of the log.
  package init(_ connection: Connection) throws(Failure) {
    // A database of an earlier version knows no erasures.
    let knowsErasures = try connection.userVersion >= LogSchema.versionWithRedactions
    statement = try connection.prepare(knowsErasures ? LogSQL.readAnswerErased : LogSQL.readAnswer)
    body = try connection.prepare(LogSQL.readWholeBody)
    streamKeys = try connection.prepare(LogSQL.readStream)
  }

  /// - Throws: `.corrupt` when the answer, its stream or its base is missing or unreadable.
  package func answer(_ id: Int64) throws(Failure) -> StoredAnswer {
    defer { statement.reset() }
    let kind = try findKind(id)
    let fingerprint = statement.textOrNil(5)
    let canonical = try canonicalBody(id)
    let erased = erasedDigest
    let content = ObservedAnswer(
      stream: try streamKey(statement.integer(0)), kind: kind, httpStatus: Int(statement.integer(2)),
      request: statement.textOrNil(3).map { Array($0.utf8) },
      body: canonical.map { Body(canonical: $0, tokenFingerprint: fingerprint) }, tokenFingerprint: fingerprint,
      erasedDigest: erased)
    return StoredAnswer(
      content: content,
      digests: digests(body: content.body?.digest, remaining: erased == nil ? content.digest : content.remainingDigest))
  }

  /// As ``answer(_:)``, but only its digests: what it says is not read.
  package func digests(_ id: Int64) throws(Failure) -> AnswerDigests {
    defer { statement.reset() }
    let kind = try findKind(id)
    let body = try canonicalBody(id).map { Digest(hashing: $0) }
    let remaining = EventIdentity.answerDigest(
      stream: try streamKey(statement.integer(0)), kind: kind, httpStatus: Int(statement.integer(2)),
      request: statement.textOrNil(3).map { Array($0.utf8) }, body: body)
    return digests(body: body, remaining: remaining)
  }

  /// As ``answer(_:)``, but only what the folds see.
  ///
  /// - Throws: `.corrupt` also when the body is not the one whose digest is stored: a page that the disk gave wrong must not
  ///   become a row that stays.
  package func foldAnswer(_ id: Int64) throws(Failure) -> Answer {
    defer { statement.reset() }
    let kind = try findKind(id)
    let canonical = try canonicalBody(id)
    guard canonical.map({ Digest(hashing: $0) }) == statement.blobOrNil(6).flatMap(Digest.init(bytes:)) else {
      throw Self.corrupt(id, "is not what was appended")
    }
    let namesInstance = try !streamKey(statement.integer(0)).notebookID.isEmpty
    return Answer(
      kind: kind, httpStatus: Int(statement.integer(2)), hasBody: canonical != nil,
      facts: canonical.map(NotebookFacts.init(canonical:)) ?? NotebookFacts(),
      tokenFingerprint: statement.textOrNil(5), namesInstance: namesInstance)
  }

  /// Has ``statement`` stand on the row of an answer, whose kind it gives.
  private func findKind(_ id: Int64) throws(Failure) -> ObservationKind {
    statement.bind(id, at: 1)
    guard try statement.step() else { throw Self.corrupt(id, "is missing") }
    guard let kind = UInt8(exactly: statement.integer(1)).flatMap(ObservationKind.init(rawValue:)) else {
      throw Self.corrupt(id, "has an unknown kind")
    }
    return kind
  }

  /// Of the row that ``statement`` stands on, beside the digests that were computed.
  private func digests(body: Digest?, remaining: Digest) -> AnswerDigests {
    let erased = erasedDigest
    return AnswerDigests(
      answer: erased ?? remaining, remaining: remaining, isErased: erased != nil, body: body,
      irregularDate: statement.textOrNil(4), streamID: statement.integer(0), tokenFingerprint: statement.textOrNil(5),
      storedBody: statement.blobOrNil(6).flatMap(Digest.init(bytes:)), storedKey: statement.integer(9))
  }

  /// The digest of the answer as it was appended, of the row that ``statement`` stands on; nil where nothing was erased.
  private var erasedDigest: Digest? {
    statement.columnCount > 10 ? statement.blobOrNil(10).flatMap(Digest.init(bytes:)) : nil
  }

  /// The body of the row that ``statement`` stands on, patched; nil without one.
  private func canonicalBody(_ id: Int64) throws(Failure) -> [UInt8]? {
    guard !statement.isNull(8) else { return nil }
    let stored = statement.withText(8) { Array($0) }
    guard let base = statement.integerOrNil(7) else {
      if wholeBodies.count < Self.maximumBodies { wholeBodies[id] = stored }
      return stored
    }
    guard let whole = try wholeBody(base), let patched = MergePatch.apply(stored, to: whole) else {
      throw Self.corrupt(id, "has a body that cannot be put together")
    }
    return patched
  }

  private func wholeBody(_ id: Int64) throws(Failure) -> [UInt8]? {
    if let bytes = wholeBodies[id] { return bytes }
    body.bind(id, at: 1)
    defer { body.reset() }
    guard try body.step(), !body.isNull(0) else { return nil }
    let bytes = body.withText(0) { Array($0) }
    if wholeBodies.count >= Self.maximumBodies { wholeBodies.removeAll(keepingCapacity: true) }
    wholeBodies[id] = bytes
    return bytes
  }

  /// The key of a stored stream.
  package func streamKey(_ id: Int64) throws(Failure) -> StreamKey {
    if let key = streams[id] { return key }
    streamKeys.bind(id, at: 1)
    defer { streamKeys.reset() }
    guard try streamKeys.step() else {
      throw Failure(.corrupt, message: "stream \(id) is missing")
    }
    let key = StreamKey(
      region: streamKeys.text(0), projectID: streamKeys.text(1), notebookID: streamKeys.text(2))
    streams[id] = key
    return key
  }

  private static func corrupt(_ id: Int64, _ what: String) -> Failure {
    Failure(.corrupt, message: "answer \(id) \(what)", hint: "Restore the database from a backup.")
  }
}
