/// A question as a file of SQL: one of `queries/`, or a user's own.
package struct NamedQuery: Sendable {
  /// The name by which it is asked for, such as `step-latency`.
  package let name: String
  /// The whole file.
  package let sql: String
  /// What the file says of itself.
  package let header: QueryHeader
  /// Whether it is a user's own, which may only read.
  package let isUsersOwn: Bool

  /// The files of `queries/`, in the order in which they are listed: a file is a named query because it lies there.
  /// A header that cannot be read is a bug that the tests find.
  package static let all: [NamedQuery] = queryFiles.map { file in
    do throws(QueryHeader.Fault) {
      return try NamedQuery(name: file.name, sql: String(decoding: file.bytes, as: UTF8.self), isUsersOwn: false)
    } catch {
      preconditionFailure("queries/\(file.name).sql:\(error.line): \(error.description)")
    }
  }.sorted { ($0.header.place, $0.name) < ($1.header.place, $1.name) }

  /// The query of this name; nil when there is none.
  package static func named(_ name: String) -> NamedQuery? { all.first { $0.name == name } }

  /// A query from a user's file, which may have a header.
  package init(usersOwn sql: String, name: String) throws(QueryHeader.Fault) {
    try self.init(name: name, sql: sql, isUsersOwn: true)
  }

  private init(name: String, sql: String, isUsersOwn: Bool) throws(QueryHeader.Fault) {
    self.name = name
    self.sql = sql
    self.isUsersOwn = isUsersOwn
    header = try QueryHeader(sql, isStrict: !isUsersOwn)
  }
}
