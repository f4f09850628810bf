import NBBasics
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBEventLog

@Suite struct AppendTests {
  private let directory = TemporaryDirectory()

  @Test func `positions run from 1 without gaps over commits, and the chain links every identity`() throws {
    let log = try openLog(directory)
    #expect(try log.head() == LogHead(position: 0, digest: .zero))
    var chain = Digest.zero
    var position: Int64 = 0
    for part in 0..<4 {
      let history = RandomHistory(seed: UInt64(part), count: 30).lines.joined(separator: "\n")
      let batch = try read(Array(history.utf8), key: try log.fingerprintKey())
      let result = try append(batch, to: try LogAppender(log))
      #expect(result.appended + result.duplicates == batch.observations.count)
      #expect(
        result.positions.map { $0.lowerBound == position + 1 && $0.count == result.appended } ?? (result.appended == 0))
      position += Int64(result.appended)
      #expect(result.head == (try log.head()) && result.head.position == position)
    }
    for (index, event) in try stored(log).enumerated() {
      let parts = event.split(separator: " ")
      #expect(parts[0] == "\(index + 1)")
      chain = EventIdentity.chain(chain, try #require(Hex.bytes(String(parts[1])).flatMap { Digest(bytes: $0) }))
    }
    #expect(try log.head() == LogHead(position: position, digest: chain))
  }

  @Test func `every observation reads back with its identity, whatever patch stores it`() throws {
    for seed in 0..<20 as Range<UInt64> {
      let log = try openLog(directory, name: "\(seed).db")
      let history = RandomHistory(seed: seed, count: 120)
      let batch = try read(Array(history.lines.joined(separator: "\n").utf8), key: try log.fingerprintKey())
      #expect(batch.rejects.isEmpty)
      try append(batch, to: try LogAppender(log))
      let identities = try stored(log).map { String($0.split(separator: " ")[1]) }
      var seen: Set<Digest> = []
      let expected = batch.observations.map(\.identity).filter { seen.insert($0).inserted }.map(\.hex)
      #expect(identities == expected)
      #expect(try count(log, "answer WHERE base_id IS NOT NULL") > 0)
    }
  }

  @Test func `the same again, in any batches, by another appender and after re-opening, is all duplicates`() throws {
    let text = RandomHistory(seed: 9, count: 80).lines
    let log = try openLog(directory)
    let first = try append(text.joined(separator: "\n"), to: log)
    let head = try log.head()
    var again = 0
    for line in text.shuffled() { again += try append(line, to: log).duplicates }
    #expect(again == text.count)
    let reopened = try openLog(directory, .write)
    #expect(try append(text.joined(separator: "\n"), to: reopened).duplicates == text.count)
    #expect(try reopened.head() == head && head.position == Int64(first.appended))
    #expect(
      try reopened.connection.firstValue("SELECT value FROM setting WHERE name = 'duplicates'")?.integer
        == Int64(first.duplicates + again + text.count))
  }

  @Test func `any order of arrival and any batch size store the same events`() throws {
    let lines = RandomHistory(seed: 11, count: 100).lines
    let expected = try openLog(directory)
    try append(lines.joined(separator: "\n"), to: expected)
    let identities = Set(try stored(expected).map { $0.split(separator: " ")[1] })
    var random = SeededRandom(1)
    for size in [1, 7, 1000] {
      let log = try openLog(directory, name: "\(size).db")
      let appender = try LogAppender(log)
      let shuffled = lines.shuffled(using: &random)
      for start in stride(from: 0, to: shuffled.count, by: size) {
        let part = shuffled[start..<min(start + size, shuffled.count)].joined(separator: "\n")
        try append(try read(Array(part.utf8), key: try log.fingerprintKey()), to: appender)
      }
      #expect(Set(try stored(log).map { $0.split(separator: " ")[1] }) == identities)
    }
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func `one large batch stores what its lines store one by one, repeats near and far and late ones among them`(
    seed: UInt64
  ) throws {
    var random = SeededRandom(seed)
    var lines = (0..<220).flatMap { time in
      ["a", "b", "c"].map { line($0, at: time, body: #","token":"\#(random.next() % 2)","v":\#(random.next() % 3)"#) }
    }
    if seed % 2 == 1 { lines.shuffle(using: &random) }
    for distance in [1, 2, 63, 64, 65, 130, 300] {
      let from = Int(random.next() % UInt64(lines.count - distance))
      lines.insert(lines[from], at: from + distance)
    }
    let whole = try openLog(directory, name: "whole.db")
    let result = try append(lines.joined(), to: whole)
    let single = try openLog(directory, name: "single.db")
    let key = try single.fingerprintKey()
    var duplicates = 0
    let appender = try LogAppender(single)
    for line in lines { duplicates += try append(try read(Array(line.utf8), key: key), to: appender).duplicates }
    #expect(result.duplicates == duplicates && duplicates >= 7)
    let events = "SELECT observed_at, stream_id, position FROM event ORDER BY position"
    #expect(try rows(whole, events) == (try rows(single, events)))
    #expect(try whole.head() == (try single.head()))
  }

  @Test func `an observation whose token alone differs is a duplicate, and a later one keeps its own fingerprint`()
    throws
  {
    let log = try openLog(directory)
    let first = try append(line("n", body: #","token":"a""#), to: log)
    let second = try append(line("n", body: #","token":"b""#), to: log)
    #expect(first.appended == 1 && second.appended == 0 && second.duplicates == 1)
    let third = try append(
      line("n", at: 6, body: #","token":"b""#) + line("n", at: 7, body: #","token":"a""#) + line("n", at: 8), to: log)
    #expect(third.appended == 3)
    let fingerprints = try stored(log).map { $0.split(separator: " ")[2] }
    #expect(fingerprints[0] == fingerprints[2] && fingerprints[1] != fingerprints[0])
    // And now in the past, where all of these answers are known.
    #expect(try append(line("n", at: 6, body: #","token":"a""#), to: log).duplicates == 1)
    #expect(try append(line("n", at: 4, body: #","token":"b""#), to: log).appended == 1)
  }

  @Test(arguments: [
    "yesterday", "Mon, 16 Nov 2026 08:00:00 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", "Fri, 31 Dec 9999 23:59:59 GMT",
    "Mon, 01 Jan 0001 00:00:00 GMT", "Tue, 16 Nov 2026 08:00:00 GMT", "é",
  ])
  func `a date comes back as it was sent, regular or not`(date: String) throws {
    let log = try openLog(directory)
    let text = line("n", #","date":"\#(date)""#) + line("n") + line("n", #","date":"other""#)
    #expect(try append(text, to: log).appended == 3)
    #expect(try append(text, to: log).duplicates == 3)
    var scan = try EventScan(log.connection, .position(1...1))
    let event = try #require(try scan.next())
    #expect(event.date(irregular: try AnswerReader(log.connection).answer(event.answerID).irregularDate) == date)
  }

  @Test func `the time of the request comes back, from the first to the last of the range`() throws {
    let log = try openLog(directory)
    let range = Instant.range
    let text =
      [range.lowerBound.milliseconds, 0, range.upperBound.milliseconds].map {
        line("n", at: range.upperBound.milliseconds, ",\"requested_at\":\($0)")
      }.joined() + line("n", at: range.upperBound.milliseconds)
    #expect(try append(text, to: log).appended == 4)
    var scan = try EventScan(log.connection, .position(1...4))
    var requested: [Int64?] = []
    while let event = try scan.next() { requested.append(event.requestedAt?.milliseconds) }
    #expect(requested == [range.lowerBound.milliseconds, 0, range.upperBound.milliseconds, nil])
    #expect(try log.span() == range.upperBound...range.upperBound)
  }

  @Test func `an answer that repeats is stored once a stream`() throws {
    let log = try openLog(directory)
    let text = (0..<50).map { line("a", at: Int64($0)) + line("b", at: Int64($0)) }.joined()
    try append(text, to: log)
    #expect(try count(log, "event") == 100)
    #expect(try count(log, "answer") == 2)
    #expect(try count(log, "stream") == 2)
  }

  @Test func `streams differ by region and project`() throws {
    let log = try openLog(directory)
    let text =
      line("n") + line("n", #","region":"r""#) + line("n", #","project_id":"r""#)
      + line("n", #","region":"r","project_id":"r""#)
    #expect(try append(text, to: log).appended == 4)
    #expect(try count(log, "stream") == 4)
  }

  @Test func `a batch without events makes no commit, and rejects are kept once`() throws {
    let log = try openLog(directory)
    try append("nonsense\n{\"kind\":\"poll\"}\nnonsense\n", to: log)
    try append("nonsense\n{\"kind\":\"poll\"}\nnonsense\n", to: log)
    #expect(try count(log, "reject") == 3)
    #expect(try count(log, "append_commit") == 0)
    #expect(
      try rows(log, "SELECT source, line, byte_offset, reason, text FROM reject ORDER BY line LIMIT 1")
        == [#"text("input") integer(1) integer(0) text("not a JSON object") text("nonsense")"#])
  }

  @Test func `nothing of a batch is kept when its projections fail, and the appender goes on`() throws {
    let log = try openLog(directory)
    let appender = try LogAppender(log)
    let batch = try read(Array((line("a") + line("b") + "nonsense").utf8))
    let kind = storeError {
      _ = try appender.append(batch, recordedAt: Instant(milliseconds: 1)) { _ throws(Failure) in
        throw Failure(.misuse, message: "on purpose")
      }
    }
    #expect(kind == .misuse)
    for table in ["event", "answer", "stream", "append_commit", "reject"] { #expect(try count(log, table) == 0) }
    #expect(try append(batch, to: appender).head == LogHead(position: 2, digest: try log.head().digest))
    #expect(try append(batch, to: appender).duplicates == 2)
  }

  @Test func `two appenders of one log see each other's events`() throws {
    let first = try LogAppender(try openLog(directory))
    let second = try LogAppender(try openLog(directory, .write))
    let batch = try read(Array((line("a") + line("b", at: 6)).utf8))
    #expect(try append(batch, to: first).appended == 2)
    #expect(try append(batch, to: second).duplicates == 2)
    let more = try read(Array((line("a", at: 7) + line("c", at: 6)).utf8))
    #expect(try append(more, to: second).positions == 3...4)
    #expect(try append(more, to: first).duplicates == 2)
    #expect(try append(try read(Array(line("c", at: 9).utf8)), to: first).positions == 5...5)
  }
}
