import NBBasics
import NBObservations
import NBSQLite

/// The stored answers of the streams: finds one again, stores a new one as a patch on an earlier body.
struct AnswerTable {
  private let connection: Connection
  private let find: Statement
  private let insert: Statement
  private let insertErased: Statement
  private let wholeBody: Statement

  init(_ connection: Connection) throws(Failure) {
    self.connection = connection
    find = try connection.prepare(LogSQL.findAnswer)
    insert = try connection.prepare(LogSQL.insertAnswer)
    insertErased = try connection.prepare(LogSQL.insertErasedAnswer)
    wholeBody = try connection.prepare(LogSQL.latestWholeBody)
  }

  /// A row whose content equals an observed answer.
  struct Match {
    let id: Int64
    /// Whether the token fingerprint, which is no part of the identity, is equal too.
    let hasSameFingerprint: Bool
  }

  /// All stored answers of the stream with the content of `content` and this irregular date.
  func matches(_ content: ObservedAnswer, date: String?, stream: Int64) throws(Failure) -> [Match] {
    find.bind(stream, at: 1)
    find.bind(Self.digestKey(content.digest), at: 2)
    defer { find.reset() }
    var matches: [Match] = []
    while try find.step() {
      if find.textOrNil(4) == date, storedDigest(content.stream) == content.digest {
        matches.append(
          Match(id: find.integer(0), hasSameFingerprint: find.textOrNil(5) == content.answer.tokenFingerprint))
      }
    }
    return matches
  }

  /// The digest of the answer that ``find`` stands on, as it was appended.
  private func storedDigest(_ stream: StreamKey) -> Digest? {
    if let erased = find.blobOrNil(7) { return Digest(bytes: erased) }
    guard let kind = UInt8(exactly: find.integer(1)).flatMap(ObservationKind.init(rawValue:)) else { return nil }
    return EventIdentity.answerDigest(
      stream: stream, kind: kind, httpStatus: Int(find.integer(2)), request: find.textOrNil(3).map { Array($0.utf8) },
      body: find.blobOrNil(6).flatMap(Digest.init(bytes:)))
  }

  /// Stores an answer; `whole` is the stream's latest body that is stored whole, and becomes this one when a patch on
  /// it would not save half.
  func store(
    _ content: ObservedAnswer, date: String?, stream: Int64, whole: inout WholeBody?
  ) throws(Failure) -> Int64 {
    if whole == nil, content.body != nil { whole = try latestWhole(stream: stream) }
    let patch = content.body.flatMap { body in whole.flatMap { MergePatch.make(from: $0.bytes, to: body.canonical) } }
    insert.bind(stream, at: 1)
    insert.bind(Self.digestKey(content.digest), at: 2)
    insert.bind(Int64(content.kind.rawValue), at: 3)
    insert.bind(Int64(content.httpStatus), at: 4)
    Self.bind(content.request, insert, at: 5)
    insert.bind(date, at: 6)
    insert.bind(content.answer.tokenFingerprint, at: 7)
    insert.bind(content.body?.digest.bytes, at: 8)
    insert.bind(patch == nil ? nil : whole?.id, at: 9)
    Self.bind(patch ?? content.body?.canonical, insert, at: 10)
    try insert.run()
    let id = connection.lastInsertedRowID
    if content.isErased {
      insertErased.bind(id, at: 1)
      insertErased.bind(content.digest.bytes, at: 2)
      try insertErased.run()
    }
    if patch == nil, let body = content.body { whole = WholeBody(id: id, bytes: body.canonical) }
    return id
  }

  /// Nil also when the disk does not give what was stored: a patch on that would lead elsewhere.
  private func latestWhole(stream: Int64) throws(Failure) -> WholeBody? {
    wholeBody.bind(stream, at: 1)
    defer { wholeBody.reset() }
    guard try wholeBody.step() else { return nil }
    let bytes = wholeBody.withText(1) { Array($0) }
    guard wholeBody.blobOrNil(2).flatMap(Digest.init(bytes:)) == Digest(hashing: bytes) else { return nil }
    return WholeBody(id: wholeBody.integer(0), bytes: bytes)
  }

  private static func bind(_ text: [UInt8]?, _ statement: Statement, at index: Int32) {
    if let text {
      text.withUnsafeBytes { statement.bindText($0, at: index) }
    } else {
      statement.bind(nil as String?, at: index)
    }
  }

  static func digestKey(_ digest: Digest) -> Int64 {
    digest.withUnsafeBytes { Int64(bigEndian: $0.loadUnaligned(as: Int64.self)) }
  }
}

/// A body that is stored whole.
struct WholeBody {
  let id: Int64
  let bytes: [UInt8]
}
