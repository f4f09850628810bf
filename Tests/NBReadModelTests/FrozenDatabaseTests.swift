import NBBasics
import NBEventLog
import NBObservations
import NBSQLite
import NBTestFiles
import Testing

@testable import NBReadModel

/// Databases that earlier releases left behind.
@Suite struct FrozenDatabaseTests {
  private let directory = TemporaryDirectory()

  private func open(_ access: EventLog.Access) throws -> EventLog {
    try EventLog.open(path: directory.file("log.db"), access: access)
  }

  private func change(_ sql: String) throws {
    let connection = try Connection(path: directory.file("log.db"), mode: .readWrite)
    try connection.execute(sql)
  }

  private func exported(_ log: EventLog) throws -> Int64 {
    var count: Int64 = 0
    try EventExport.forEach(in: log) { event in
      count += 1
      return event.stored.position == count
    }
    return count
  }

  @Test(arguments: FrozenDatabase.all)
  func `the database of a release opens, verifies, exports and rebuilds with the same head`(_ frozen: FrozenDatabase)
    throws
  {
    frozen.unpack(into: directory, as: "log.db")
    let head = LogHead(
      position: frozen.events, digest: try #require(Hex.bytes(frozen.head).flatMap { Digest(bytes: $0) }))
    let log = try open(.read)
    #expect(try log.head() == head)
    #expect(try exported(log) == frozen.events)
    #expect(try Verification(log).position(ofHead: head.digest) == frozen.events)
    // Else a table or view was changed, and no version raised.
    #expect([.current, .outdated].contains(try ReadModel.state(log)))
    let model = try Model(directory, "log.db", access: .write)
    #expect(try model.verify() == .intact(head, .equal))
    let before = try model.projections()
    try ReadModel.rebuild(model.log)
    #expect(try model.projections() == before)
    #expect(try model.verify() == .intact(head, .equal))
  }

  @Test(arguments: FrozenDatabase.all, OtherShape.all)
  func `whatever shape the projections have, the log is read and they are made anew`(
    _ frozen: FrozenDatabase, _ shape: OtherShape
  ) throws {
    frozen.unpack(into: directory, as: "log.db")
    let expected = try Model(directory, "log.db", access: .write).projections()
    try change(shape.sql)
    let head = LogHead(
      position: frozen.events, digest: try #require(Hex.bytes(frozen.head).flatMap { Digest(bytes: $0) }))
    do {
      let log = try open(.read)
      #expect(try log.head() == head)
      #expect(try exported(log) == frozen.events)
      #expect(try LogInfo.read(log).first { $0.name == "head" }?.value == frozen.head)
      let found = try Verification(log).run()
      if shape.isToldByVersion {
        #expect(found == .intact(head, .outdated))
      } else {
        #expect(found != .intact(head, .equal) && found != .intact(head, .outdated))
      }
    }
    let reader = try ReadModel.open(path: directory.file("log.db"), access: .read)
    #expect(reader.connection.isReadOnly)
    #expect(try Verification(reader).run() == .intact(head, .equal))
    let model = try Model(directory, "log.db", access: .write)
    #expect(try model.projections() == expected)
    let fresh = try Model(directory, "fresh.db")
    #expect(try model.log.connection.schemaObjects() == fresh.log.connection.schemaObjects())
  }

  @Test(arguments: OtherShape.all)
  func `a rebuild mends the projections of any shape`(_ shape: OtherShape) throws {
    FrozenDatabase.all[0].unpack(into: directory, as: "log.db")
    let expected = try Model(directory, "log.db", access: .write).projections()
    try change(shape.sql)
    do { try ReadModel.rebuild(open(.write)) }
    let model = try Model(directory, "log.db", access: .write)
    #expect(try model.projections() == expected)
    #expect(try model.problem() == nil)
  }

  @Test func `a rebuild that ends half-way leaves the projections of the other version, tables and views included`()
    throws
  {
    FrozenDatabase.all[0].unpack(into: directory, as: "log.db")
    // An answer that cannot be read stops the replay.
    try change(
      OtherShape.all[0].sql
        + "; DROP TRIGGER answer_is_append_only_update; UPDATE answer SET kind = 9 WHERE answer_id = 100")
    // The log's own part is migrated by itself.
    let before = try open(.write).connection.schemaObjects()
    #expect(throws: Failure.self) { try ReadModel.open(path: directory.file("log.db"), access: .write) }
    let log = try open(.read)
    #expect(try log.connection.schemaObjects() == before)
    #expect(try ReadModel.state(log) == .outdated)
  }
}
