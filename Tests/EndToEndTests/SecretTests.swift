import Glibc
import NBTestFiles
import NBTestHistories
import Testing

/// Credentials reach no disk, no message and no output.
struct SecretTests {
  let work = Workspace()

  @Test func `no secret of the samples is in the database, its WAL, the rejects or anything said`() {
    let secrets = Self.tokens(Samples.dayLines)
    #expect(secrets.count > 5)
    let broken = Samples.path("broken-lines/broken.jsonl")
    var said = ""
    for source in [Samples.day, Samples.path("fleet/2026-11-17.eu-de.jsonl.gz"), broken] {
      let outcome = work.nbtrack("ingest", source, "--rejects", work.folder.file("rejects.jsonl"))
      said += outcome.output + outcome.errors
    }
    // Killed, it leaves its WAL behind.
    let child = work.start("ingest", "--batch", "1", "-")
    child.write(Array(Samples.polls(1, body: #","token":"FAKE-of-the-wal","x":[{"PassWord":"fake-2"}]"#).utf8))
    child.write(Array("{\"password\": \"fake-3\", broken\n".utf8))
    child.write(Array(Samples.polls(1, from: 1).utf8))
    child.closeInput()
    #expect(child.finishReading() == .exited(2))
    said += String(decoding: child.standardOutput + child.standardError, as: UTF8.self)
    said += work.nbtrack("export").output + work.nbtrack("status").output
    said += work.nbtrack("query", "instances").output
    expectNone(of: secrets, in: Array(said.utf8), "what was said")
    let names = work.folder.names
    #expect(names.contains("log.db") && names.contains("rejects.jsonl"))
    for name in names { expectNone(of: secrets, in: work.folder.bytes(of: name) ?? [], name) }
  }

  @Test func `a WAL that a kill leaves holds no secret`() {
    let child = work.start("ingest", "--batch", "1", "-")
    child.write(Array(Samples.polls(3, body: #","token":"FAKE-of-the-wal","x":[{"PassWord":"fake-2"}]"#).utf8))
    child.write(Array("{\"password\": \"fake-3\", broken\n".utf8))
    work.waitForEvents(3)
    child.send(SIGKILL)
    #expect(child.finishReading() == .signalled(SIGKILL))
    #expect(work.folder.bytes(of: "log.db-wal")?.isEmpty == false)
    for name in work.folder.names { expectNone(of: [], in: work.folder.bytes(of: name) ?? [], name) }
  }

  @Test func `pseudonymise leaves no name of a user`() {
    let body = #","user":{"id":"u-1","name":"mei.tanaka","domain":{"id":"d-1","name":"OTC-1"}},"user_id":"u-1""#
    work.nbtrack("ingest", "--pseudonymise", "-", input: Samples.polls(3, body: body))
    for name in work.folder.names {
      let bytes = work.folder.bytes(of: name) ?? []
      #expect(!bytesHold(bytes, "mei.tanaka") && !bytesHold(bytes, "OTC-1"), "\(name)")
    }
    #expect(!work.nbtrack("query", "instances").output.contains("mei.tanaka"))
  }

  private func expectNone(of tokens: Set<String>, in bytes: [UInt8], _ place: String) {
    // Every invented secret but tokens has this word in it.
    let lower = bytes.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    #expect(!bytesHold(lower, "fake"), "\(place)")
    for token in tokens { #expect(!bytesHold(bytes, token), "\(place)") }
  }

  /// The values of `"token":"…"`.
  private static func tokens(_ lines: [String]) -> Set<String> {
    var tokens: Set<String> = []
    for line in lines {
      let bytes = Array(line.utf8)
      let key = Array(#""token":""#.utf8)
      for start in bytes.indices.dropLast(key.count) where bytes[start] == key[0] && bytes[start...].starts(with: key) {
        tokens.insert(String(decoding: bytes[(start + key.count)...].prefix { $0 != 0x22 }, as: UTF8.self))
      }
    }
    return tokens
  }
}
