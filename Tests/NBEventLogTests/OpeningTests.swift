import Glibc
import NBBasics
import NBObservations
import NBSQLite
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBEventLog

@Suite struct OpeningTests {
  private let directory = TemporaryDirectory()

  private func kind(_ access: EventLog.Access = .write) -> Failure.Kind? {
    storeError { _ = try openLog(directory, access) }
  }

  @Test(arguments: [
    "UPDATE event SET position = 9", "DELETE FROM event", "UPDATE answer SET body = 'x'", "DELETE FROM answer",
    "UPDATE stream SET region = 'x'", "DELETE FROM stream", "UPDATE append_commit SET head = x''",
    "DELETE FROM append_commit",
  ])
  func `the log refuses to be changed`(sql: String) throws {
    let log = try openLog(directory)
    try append(line("a"), to: log)
    let before = try stored(log)
    #expect(storeError { try log.connection.execute(sql) } == .constraint)
    #expect(try stored(log) == before)
  }

  @Test func `only create makes a file`() {
    #expect(kind(.read) == .cannotOpen)
    #expect(kind(.write) == .cannotOpen)
    #expect(!directory.contains("log.db"))
  }

  @Test func `a file that is no database is refused and left as it is`() {
    let text = String(repeating: "this is no database\n", count: 100)
    directory.write(text, to: "log.db")
    for access in [EventLog.Access.read, .write, .create] { #expect(kind(access) == .notADatabase) }
    #expect(directory.bytes(of: "log.db") == Array(text.utf8))
  }

  @Test func `another program's database is refused and left as it is`() throws {
    do {
      let connection = try Connection(path: directory.file("log.db"), mode: .create)
      try connection.execute("PRAGMA application_id = 7; CREATE TABLE t (x); INSERT INTO t VALUES (1);")
    }
    let before = directory.bytes(of: "log.db")
    for access in [EventLog.Access.read, .write, .create] {
      #expect(kind(access) == .foreignDatabase(applicationID: 7))
    }
    #expect(directory.bytes(of: "log.db") == before)
  }

  @Test func `a database of a newer version is refused`() throws {
    do { try openLog(directory).connection.execute("PRAGMA user_version = 99") }
    for access in [EventLog.Access.read, .write, .create] {
      #expect(kind(access) == .newerSchema(found: 99, supported: LogSchema.version))
    }
  }

  @Test func `a reader reads while another writes, and sees whole commits`() throws {
    let log = try openLog(directory)
    try append(line("a"), to: log)
    let reader = try openLog(directory, .read)
    try log.connection.transaction(.immediate) { () throws(Failure) in
      #expect(try stored(reader).count == 1)
    }
    try append(line("b"), to: log)
    #expect(try stored(reader).count == 2)
    #expect(storeError { try append(line("c"), to: reader) } == .readOnly)
  }

  @Test func `a second writer waits and then is told that the database is busy`() throws {
    let log = try openLog(directory)
    let other = try openLog(directory, .write)
    let appender = try LogAppender(other)
    let batch = try read(Array(line("a").utf8))
    try log.connection.transaction(.immediate) { () throws(Failure) in
      #expect(storeError { try append(batch, to: appender) } == .busy)
    }
    #expect(try append(batch, to: appender).appended == 1)
  }

  @Test func `the key of the fingerprints is made once and stays`() throws {
    let key = try openLog(directory).fingerprintKey()
    #expect(key.count == 32)
    #expect(try openLog(directory, .write).fingerprintKey() == key)
    #expect(try openLog(directory, name: "other.db").fingerprintKey() != key)
  }

  @Test func `an event of which 97 in 100 repeat takes few bytes`() throws {
    var lines: [String] = []
    var random = SeededRandom(1)
    let filler = String(repeating: "f", count: 1500)
    var status = Array(repeating: 0, count: 40)
    for index in 0..<20_000 {
      let instance = index % 40
      if random.chance(3) { status[instance] += 1 }
      lines.append(
        line(
          "notebook-\(instance)", at: 1_794_816_000_000 + Int64(index / 40) * 30_000 + Int64(instance),
          body: #","status":"S\#(status[instance])","x":"\#(filler)""#))
    }
    do {
      let log = try openLog(directory)
      #expect(try append(lines.joined(), to: log).appended == 20_000)
      try log.connection.checkpoint()
    }
    let bytes = try #require(directory.bytes(of: "log.db")).count
    #expect(bytes < 60 * 20_000, "\(bytes / 20_000) bytes an event")
  }
}
