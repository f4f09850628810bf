import NBBasics
import NBSQLite
import NBTestFiles
import Testing

@Suite struct AuthorizerTests {
  let directory = TemporaryDirectory()
  let connection: Connection

  init() throws {
    connection = try Connection(path: directory.file("x.db"), mode: .create)
    try connection.execute("CREATE TABLE t(a, b UNIQUE); INSERT INTO t VALUES (1, 2); CREATE VIEW v AS SELECT a FROM t")
    try connection.register(
      table: TableFunction(name: "nb_one", columns: [.init("n")], parameters: []) { _ in
        AnyIterator([[.integer(1)]].makeIterator())
      })
    try connection.register(scalar: "nb_same", arguments: 1, deterministic: true) { $0[0] }
    connection.setAuthorizer(.readOnly)
  }

  @Test(arguments: [
    "INSERT INTO t VALUES (1, 2)", "UPDATE t SET a = 2", "DELETE FROM t", "REPLACE INTO t VALUES (1, 2)",
    "CREATE TABLE x(a)", "CREATE TEMP TABLE x(a)", "CREATE TEMP VIEW x AS SELECT 1", "CREATE INDEX i ON t(a)",
    "CREATE VIRTUAL TABLE x USING fts5(a)", "CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END",
    "DROP TABLE t", "DROP VIEW v", "ALTER TABLE t RENAME TO u", "ANALYZE", "REINDEX", "VACUUM",
    "VACUUM INTO '/tmp/nbsqlite-never.db'", "ATTACH ':memory:' AS x", "DETACH main", "BEGIN", "BEGIN IMMEDIATE",
    "COMMIT", "SAVEPOINT s", "SELECT load_extension('x')", "PRAGMA journal_mode = delete", "PRAGMA user_version = 3",
    "PRAGMA application_id = 3", "PRAGMA writable_schema = 1", "PRAGMA query_only = 0", "PRAGMA synchronous = off",
    "PRAGMA wal_checkpoint", "PRAGMA optimize", "PRAGMA temp_store_directory = '/tmp'", "PRAGMA mmap_size = 1",
    "PRAGMA incremental_vacuum", "PRAGMA hard_heap_limit = 1", "PRAGMA busy_timeout = 1",
    "UPDATE sqlite_schema SET sql = ''", "UPDATE sqlite_temp_schema SET sql = ''",
    "INSERT INTO sqlite_schema VALUES (1, 2, 3, 4, 5)",
    "WITH w AS (SELECT 1) DELETE FROM t RETURNING a", "EXPLAIN DELETE FROM t",
  ])
  func `a user's SQL may not`(sql: String) throws {
    let error = storeError { () throws(Failure) in try connection.execute(sql) }
    #expect([.readOnly, .other(1)].contains(error.kind), "\(error)")
    #expect(!error.message.contains("no such"), "\(error)")
    connection.setAuthorizer(nil)
    #expect(try rows(connection, "SELECT * FROM t") == [[.integer(1), .integer(2)]])
  }

  @Test(arguments: [
    "SELECT a FROM v", "SELECT nb_same(n) FROM nb_one", "SELECT count(*) OVER () FROM t",
    "WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 3) SELECT i FROM c",
    "PRAGMA table_info(t)", "SELECT name FROM pragma_table_xinfo('t')", "PRAGMA user_version", "PRAGMA page_size",
    "SELECT value FROM json_each('[1]')", "SELECT name FROM sqlite_schema", "EXPLAIN QUERY PLAN SELECT a FROM t",
    "SELECT name FROM pragma_table_list", "PRAGMA journal_mode", "PRAGMA quick_check",
  ])
  func `a user's SQL may read`(sql: String) throws {
    #expect(try !rows(connection, sql).isEmpty)
  }

  @Test func `the wrapper's own transactions go on under the authorizer`() throws {
    let count = try connection.transaction(.deferred) { () throws(Failure) in
      try connection.firstValue("SELECT count(*) FROM t")
    }
    #expect(count == .integer(1))
    #expect(try connection.dataVersion > 0 && connection.userVersion == 0 && connection.applicationID == 0)
  }

  @Test func `without the authorizer everything is permitted again`() throws {
    connection.setAuthorizer(nil)
    try connection.execute("DELETE FROM t")
    #expect(connection.changes == 1)
  }
}
