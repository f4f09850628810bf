import NBBasics
import NBObservations
import NBSQLite

/// What was erased.
package struct Erased {
  /// The answers, one each.
  package fileprivate(set) var erasures: [RedactionEntry.Erasure] = []
  /// Their streams.
  package fileprivate(set) var streams: Set<Int64> = []
  /// How many rejects lost something.
  package fileprivate(set) var rejects = 0
}

/// Writes stored answers without what a rule erases, their patches made anew; within the caller's transaction.
final class AnswerEraser {
  private let connection: Connection
  private let rule: ErasureRule
  private var erased = Erased()
  /// Strings that went from bodies: rejects lose them too.
  private var gone: Set<String> = []

  /// Shorter strings stand in any text.
  private static let shortestGone = 4
  private static let maximumGone = 10_000

  /// Bodies of a stream that patches refer to.
  private struct Base {
    let before: [UInt8]
    let after: [UInt8]
  }

  init(_ connection: Connection, _ rule: ErasureRule) {
    self.connection = connection
    self.rule = rule
  }

  /// - Parameter stream: nil for all streams and for rejects, which belong to none.
  func run(stream: Int64?) throws(Failure) -> Erased {
    // The one place where an answer changes; the trigger comes back in the same transaction.
    let guards = LogSchema.objects.filter { $0.kind == "trigger" && $0.table == "answer" }
    for trigger in guards { try connection.drop(trigger) }
    if let stream {
      try erase(stream: stream)
    } else {
      for stream in try ids(LogSQL.streams) { try erase(stream: stream) }
    }
    for trigger in guards { try connection.execute(trigger.sql) }
    try eraseRejects()
    return erased
  }

  private func ids(_ sql: String, _ parameter: Int64? = nil) throws(Failure) -> [Int64] {
    let statement = try connection.prepare(sql)
    if let parameter { statement.bind(parameter, at: 1) }
    var ids: [Int64] = []
    while try statement.step() { ids.append(statement.integer(0)) }
    return ids
  }

  private func erase(stream: Int64) throws(Failure) {
    let reader = try AnswerReader(connection)
    let key = try reader.streamKey(stream)
    var bases: [Int64: Base] = [:]
    let read = try connection.prepare(LogSQL.readAnswerErased)
    for id in try ids(LogSQL.answersOfStream, stream) {
      read.bind(id, at: 1)
      guard try read.step() else { continue }
      let row = try Row(read)
      read.reset()
      try erase(id, row, key, stream, &bases)
    }
  }

  /// A stored answer.
  private struct Row {
    let kind: ObservationKind
    let httpStatus: Int
    let request: [UInt8]?
    let baseID: Int64?
    let body: [UInt8]?
    let erasedDigest: Digest?
    let bodyDigest: Digest?
    private let digestKey: Int64

    init(_ statement: Statement) throws(Failure) {
      guard let kind = UInt8(exactly: statement.integer(1)).flatMap(ObservationKind.init(rawValue:)) else {
        throw Failure(.corrupt, message: "an answer has an unknown kind", hint: "Run `nbtrack verify`.")
      }
      self.kind = kind
      httpStatus = Int(statement.integer(2))
      request = statement.textOrNil(3).map { Array($0.utf8) }
      baseID = statement.integerOrNil(7)
      body = statement.textOrNil(8).map { Array($0.utf8) }
      bodyDigest = statement.blobOrNil(6).flatMap(Digest.init(bytes:))
      digestKey = statement.integer(9)
      erasedDigest = statement.blobOrNil(10).flatMap(Digest.init(bytes:))
    }

    /// Whether request and body, patches applied, are those whose digests are stored. What a disk gave wrong may hold what is
    /// to go, unseen.
    func holds(_ key: StreamKey, body: [UInt8]?) -> Bool {
      guard body.map({ Digest(hashing: $0) }) == bodyDigest else { return false }
      return erasedDigest != nil || AnswerTable.digestKey(digest(key, request: request, body: bodyDigest)) == digestKey
    }

    func digest(_ key: StreamKey, request: [UInt8]?, body: Digest?) -> Digest {
      EventIdentity.answerDigest(stream: key, kind: kind, httpStatus: httpStatus, request: request, body: body)
    }
  }

  private func erase(
    _ id: Int64, _ row: Row, _ key: StreamKey, _ stream: Int64, _ bases: inout [Int64: Base]
  ) throws(Failure) {
    let base = row.baseID.flatMap { bases[$0] }
    var body = row.body
    if row.baseID != nil {
      guard let base, let patch = row.body, let whole = MergePatch.apply(patch, to: base.before) else {
        throw Failure(
          .corrupt, message: "answer \(id) has a body that cannot be put together", hint: "Run `nbtrack verify`.")
      }
      body = whole
    }
    guard row.holds(key, body: body) else {
      throw Failure(
        .corrupt, message: "answer \(id) is not what was appended", hint: "Run `nbtrack verify`; nothing was erased.")
    }
    let found = body.flatMap { rule.erased(body: $0) }
    if let found { note(found.gone) }
    let remaining = found?.remaining ?? body
    let request = row.request.map { rule.erased(request: $0) ?? $0 }
    let isChanged = remaining != body || request != row.request
    let baseChanged = base.map { $0.before != $0.after } ?? false
    if row.baseID == nil, let body, let remaining { bases[id] = Base(before: body, after: remaining) }
    guard isChanged || baseChanged else { return }
    let patch = remaining.flatMap { target in base.flatMap { MergePatch.make(from: $0.after, to: target) } }
    let remainingDigest = remaining.map { Digest(hashing: $0) }
    try write(id, request, remainingDigest, stored: patch ?? remaining, baseID: patch == nil ? nil : row.baseID)
    guard isChanged else { return }
    let digest = row.erasedDigest ?? row.digest(key, request: row.request, body: row.bodyDigest)
    let statement = try connection.cached(LogSQL.insertErasedAnswer)
    statement.bind(id, at: 1)
    statement.bind(digest.bytes, at: 2)
    try statement.run()
    erased.erasures.append(
      RedactionEntry.Erasure(answer: digest, remaining: row.digest(key, request: request, body: remainingDigest)))
    erased.streams.insert(stream)
  }

  private func write(
    _ id: Int64, _ request: [UInt8]?, _ body: Digest?, stored: [UInt8]?, baseID: Int64?
  ) throws(Failure) {
    let statement = try connection.cached(LogSQL.updateAnswer)
    statement.bind(id, at: 1)
    statement.bind(request.map { String(decoding: $0, as: UTF8.self) }, at: 2)
    statement.bind(body?.bytes, at: 3)
    statement.bind(baseID, at: 4)
    statement.bind(stored.map { String(decoding: $0, as: UTF8.self) }, at: 5)
    try statement.run()
  }

  private func note(_ strings: Set<String>) {
    for string in strings where string.utf8.count >= Self.shortestGone && gone.count < Self.maximumGone {
      gone.insert(string)
    }
  }

  private func eraseRejects() throws(Failure) {
    var texts = gone
    if case .text(let text) = rule { texts.insert(text) }
    if case .user(let user) = rule { texts.insert(user) }
    guard !texts.isEmpty else { return }
    let ordered = texts.sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    let read = try connection.prepare(LogSQL.rejectTexts)
    var changed: [(id: Int64, source: String, text: String)] = []
    while try read.step() {
      let (source, text) = (read.text(1), read.text(2))
      let remaining = (ErasureRule.erased(ordered, from: source), ErasureRule.erased(ordered, from: text))
      if remaining != (source, text) { changed.append((read.integer(0), remaining.0, remaining.1)) }
    }
    for reject in changed {
      let statement = try connection.cached(LogSQL.updateReject)
      statement.bind(reject.id, at: 1)
      statement.bind(reject.source, at: 2)
      statement.bind(reject.text, at: 3)
      try statement.run()
    }
    erased.rejects = changed.count
  }
}
