/// What people call the columns of the queries, and how much they need each.
enum ColumnWords {
  /// What stands above a column: words for the names that only machines like, else the name with blanks.
  static func heading(_ name: String) -> String {
    headings[name] ?? (name.hasPrefix("ready_within_") ? "ready in \(name.dropFirst(13))" : spaced(name))
  }

  /// How little a column is missed where there is no room for it: the highest number goes first. Columns of a user's
  /// own SQL are all alike, and go from the end.
  static func rank(_ name: String) -> Int { ranks[name] ?? 5 }

  /// Columns of time that is charged for, in hours.
  static func isBillable(_ name: String) -> Bool {
    ["lower_s", "best_s", "upper_s", "unobserved_s"].contains(name) || name.hasPrefix("storage_only_s")
  }

  private static func spaced(_ name: String) -> String {
    var words = name.split(separator: "_").map(String.init)
    if let unit = words.last, words.count > 1, ["s", "ms", "id", "at"].contains(unit) { words.removeLast() }
    return words.joined(separator: " ").replacingGigabyteHours
  }

  private static let headings = [
    "p50_s": "median", "p90_s": "90 % within", "p95_s": "95 % within", "n": "starts", "attempts": "starts",
    "attempt": "start", "succeeded": "ready", "failure_rate": "failure rate", "best_s": "time",
    "best_gb_hours": "storage", "unobserved_s": "no data", "volume_gb": "GB", "gb_hours_best": "storage",
    "minutes_left": "left", "server_total_ms": "took", "total_low_ms": "took", "ready_share_low": "become ready",
    "in_progress": "still starting", "user_name": "user", "workspace_id": "workspace", "project_id": "project",
    "pool_id": "pool", "last_observed_at": "last polled", "status_since_low": "since", "status_since_high": "since",
    "begin_low": "began", "end_low": "ended", "began_low": "began", "ended_low": "ended", "duration_low_ms": "took",
    "p_value": "p", "failed_step": "at step", "fail_reason": "reason", "error_code": "code",
    "refusal_class": "refused for", "polls_without_information": "polls without answer", "censored": "not over",
    "volume_category": "disk", "value": "value", "feature": "kind of use", "flavor_class": "class",
    "billing_items": "billed", "flavor_class_basis": "class known from",
  ]

  private static let ranks: [String: Int] = {
    let order: [[String]] = [
      [
        "status", "outcome", "p50_s", "failure_rate", "best_s", "value", "question", "gb_hours_best", "lease_end",
        "difference",
      ],
      [
        "began_low", "begin_low", "server_total_ms", "total_low_ms", "duration_low_ms", "status_since_low",
        "status_since_high", "days", "since", "p90_s", "best_gb_hours", "n", "attempts", "failed", "before",
        "p_value", "reason", "minutes_left", "fail_reason", "count",
      ],
      [
        "flavor", "user_name", "succeeded", "p95_s", "volume_gb", "unobserved_s", "failed_step",
        "ready_share_low", "refusal_class", "inferred", "instances", "note",
      ],
      ["image", "refused", "in_progress", "cancelled", "completed", "flags", "last_observed_at", "lease_type"],
      ["ended_low", "end_low", "kind", "censored", "error_code", "superseded", "flavor_class", "enabled"],
      ["region", "workspace_id", "volume_category", "polls", "before_n"],
      ["origin", "feature", "pool_id", "project_id", "events", "polls_without_information", "refused_starts"],
      ["method", "billing_items", "flavor_class_basis"],
    ]
    var ranks: [String: Int] = [:]
    for (rank, names) in order.enumerated() { for name in names { ranks[name] = rank + 1 } }
    return ranks
  }()
}

extension String {
  /// `lower gb hours` as `lower GB-h`.
  fileprivate var replacingGigabyteHours: String {
    hasSuffix("gb hours") ? dropLast(8) + "GB-h" : self
  }
}
