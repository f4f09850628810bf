import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBTestFiles
import NBTestHistories
import Testing

/// Secrets of every class, planted: none reaches a byte of the disk.
@Suite struct RedactionAttackTests {
  private let directory = TemporaryDirectory()

  /// Names of the files that hold the mark of a secret.
  private func marks() -> [String] { directory.files(holding: SecretClass.mark) }

  /// A body with one planted secret, spelled in any way, as an envelope.
  private func line(_ kind: SecretClass, _ index: Int, _ random: inout SeededRandom) -> String {
    let member = kind.member(SecretClass.secret(&random), &random)
    let body = JSONValue.object([
      ("id", .string("nb-\(index % 3)")), ("status", .string("START_FAILED")), member,
    ])
    let text = random.chance(50) ? body.text : body.spelled(&random)
    return "{\"observed_at\":\(index),\"kind\":\"poll\",\"body\":\(text)}"
  }

  private func ingest(_ lines: [String], into name: String) throws -> EventLog {
    let log = try ReadModel.open(path: directory.file(name), access: .create)
    let key = try log.fingerprintKey()
    let batch = try read(Array(lines.joined(separator: "\n").utf8), key: key)
    try LogWriter(log).append(batch, recordedAt: Instant(milliseconds: 1))
    return log
  }

  @Test(arguments: SecretClass.allCases)
  func `no planted secret is in the database or its write-ahead log`(_ kind: SecretClass) throws {
    let count = Thoroughness.pick(sample: 40, full: 2000)
    var random = SeededRandom(UInt64(kind.rawValue.utf8.reduce(0) { $0 &* 31 &+ Int($1) } & 0xFFFF))
    let lines = (0..<count).map { line(kind, $0, &random) }
    // Open while the bytes are looked at: the write-ahead log is there as well.
    let log = try ingest(lines, into: "log.db")
    #expect(try log.head().position == Int64(count))
    #expect(directory.contains("log.db-wal"))
    #expect(marks() == [])
    Thoroughness.report("secrets, \(kind.rawValue): \(count) planted, found in \(marks().count) files")
  }

  @Test(arguments: SecretClass.allCases)
  func `no planted secret is in what is kept of a line that is cut off`(_ kind: SecretClass) throws {
    let count = Thoroughness.pick(sample: 40, full: 2000)
    var random = SeededRandom(UInt64(kind.rawValue.utf8.reduce(7) { $0 &* 31 &+ Int($1) } & 0xFFFF))
    let lines = (0..<count).map { index in
      let line = line(kind, index, &random).unicodeScalars
      return String(String.UnicodeScalarView(line.prefix(1 + random.below(line.count - 1))))
    }
    let log = try ingest(lines, into: "log.db")
    #expect(try log.head().position == 0)
    #expect(marks() == [])
    Thoroughness.report("secrets cut off, \(kind.rawValue): \(count) planted, found in \(marks().count) files")
  }
}
