import Glibc
import NBBasics
import NBObservations
import NBSQLite
import NBTestFiles
import Testing

@testable import NBEventLog

@Suite struct TwinTests {
  private let directory = TemporaryDirectory()

  @Test func `both readers see one state, whatever is appended meanwhile`() throws {
    let log = try openLog(directory)
    try append(line("a"), to: log)
    let reader = try openLog(directory, .read)
    let positions = try reader.readingTwice { (twin) throws(Failure) -> [Int64?] in
      let before = try twin?.head()
      let appended = try? append(line("b"), to: log)
      return [before?.position, appended?.head.position, try twin?.head().position, try reader.head().position]
    }
    #expect(positions == [1, 2, 1, 1])
    #expect(try log.head().position == 2)
    #expect(!reader.connection.isInTransaction)
  }

  @Test func `a commit before both have begun shows, and another try finds them together`() throws {
    let log = try openLog(directory)
    try append(line("a"), to: log)
    let reader = try openLog(directory, .read)
    let twin = try openLog(directory, .read)
    let version = try twin.connection.dataVersion
    try append(line("b"), to: log)
    try reader.connection.begin(.deferred)
    #expect(!reader.isSame(as: twin, since: version))
    twin.connection.rollBack()
    #expect(try reader.isSame(as: twin, since: twin.connection.dataVersion))
  }

  @Test func `a log in memory has no second reader`() throws {
    let log = try openLog(directory, .memory)
    #expect(try log.readingTwice { (twin) throws(Failure) in twin == nil && log.connection.isInTransaction })
  }

  @Test func `a file that another took the place of has none`() throws {
    let log = try openLog(directory)
    let twin = try openLog(directory, .read)
    directory.write("", to: "another.db")
    #expect(rename(directory.file("another.db"), directory.file("log.db")) == 0)
    try log.connection.begin(.deferred)
    #expect(try !log.isSame(as: twin, since: twin.connection.dataVersion))
  }
}
