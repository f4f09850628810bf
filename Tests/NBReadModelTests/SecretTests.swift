import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBReadModel

@Suite struct SecretTests {
  private let directory = TemporaryDirectory()

  /// Names of files of the database that hold one of the texts.
  private func files(holding secrets: [String]) -> [String] {
    directory.names.filter { name in
      guard let bytes = directory.bytes(of: name) else { return false }
      let text = String(decoding: bytes, as: UTF8.self)
      return secrets.contains { text.contains($0) }
    }
  }

  @Test(arguments: 0..<8 as Range<UInt64>)
  func `no secret of any input reaches the database, its log or the rejects`(seed: UInt64) throws {
    var random = SeededRandom(500 + seed)
    var secrets: [String] = []
    var lines: [String] = []
    for index in 0..<40 {
      let body = SecretBody.make(id: "nb-\(index % 3)", &random)
      secrets += body.secrets
      let text = random.chance(50) ? body.value.text : body.value.spelled(&random)
      let line = "{\"observed_at\":\(index),\"kind\":\"poll\",\"body\":\(text)}"
      // Every fourth line is cut off, so that it is rejected.
      lines.append(index % 4 == 3 ? String(line.unicodeScalars.prefix(random.below(line.unicodeScalars.count))) : line)
    }
    do {
      let model = try Model(directory, "log.db")
      try model.ingest(lines, by: 7)
      #expect(try model.rows("SELECT count(*) FROM reject")[0][0] != .integer(0))
      #expect(try model.problem() == nil)
      // While the write-ahead log is there, and behind it.
      #expect(directory.contains("log.db-wal"))
      #expect(files(holding: secrets).isEmpty)
    }
    #expect(files(holding: secrets).isEmpty)
    // The check itself finds what is there.
    #expect(!files(holding: ["nb-1"]).isEmpty)
  }
}
