/// A question of `queries/`: one SQL file with a header of comments.
public struct NamedQuery: Sendable {
  /// The name by which it is asked for, such as `step-latency`.
  public let name: String
  /// The whole file.
  public let sql: String

  /// All named queries, in the order in which they are listed.
  public static let all: [NamedQuery] = [
    NamedQuery("instances", PackageResources.instances_sql),
    NamedQuery("attempts", PackageResources.attempts_sql),
    NamedQuery("steps", PackageResources.steps_sql),
    NamedQuery("step-latency", PackageResources.step_latency_sql),
    NamedQuery("start-latency", PackageResources.start_latency_sql),
    NamedQuery("failure-rates", PackageResources.failure_rates_sql),
    NamedQuery("failure-reasons", PackageResources.failure_reasons_sql),
    NamedQuery("exposure", PackageResources.exposure_sql),
    NamedQuery("storage-only", PackageResources.storage_only_sql),
    NamedQuery("leases", PackageResources.leases_sql),
    NamedQuery("quality", PackageResources.quality_sql),
    NamedQuery("week-over-week", PackageResources.week_over_week_sql),
  ]

  /// The query of this name; nil when there is none.
  public static func named(_ name: String) -> NamedQuery? { all.first { $0.name == name } }

  /// A query from a file.
  public init(name: String, sql: String) {
    self.name = name
    self.sql = sql
  }

  private init(_ name: String, _ bytes: [UInt8]) {
    self.init(name: name, sql: String(decoding: bytes, as: UTF8.self))
  }

  /// The value of a line `-- key: value` of the header; nil without one.
  public func header(_ key: String) -> String? {
    for line in sql.split(separator: "\n") {
      guard line.hasPrefix("--") else { return nil }
      let text = line.dropFirst(2).drop(while: { $0 == " " })
      if text.hasPrefix(key + ":") { return String(text.dropFirst(key.count + 1).drop(while: { $0 == " " })) }
    }
    return nil
  }
}
