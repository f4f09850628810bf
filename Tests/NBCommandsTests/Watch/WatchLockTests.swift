import NBTestFiles
import Testing

@testable import NBCommands

/// The row "second watch, same database and target" of the failure table.
@Suite struct WatchLockTests {
  private let directory = TemporaryDirectory()

  private func lock(endpoint: String = "https://e", project: String = "p", database: String = "log.db") -> WatchLock? {
    WatchLock(database: directory.file(database), endpoint: endpoint, projectID: project)
  }

  @Test func `a second watch of the same target into the same database is refused as long as the first one lives`()
    throws
  {
    var first = lock()
    #expect(first != nil)
    #expect(lock() == nil)
    first = nil
    #expect(lock() != nil)
  }

  @Test func `another project, endpoint or database is another target`() {
    let first = lock()
    let others = [lock(project: "q"), lock(endpoint: "https://f"), lock(database: "other.db")]
    #expect(first != nil)
    #expect(others.allSatisfy { $0 != nil })
  }

  @Test func `where no lock file can be made the watch goes on`() {
    #expect(WatchLock(database: "/nowhere/log.db", endpoint: "e", projectID: "p") != nil)
  }
}
