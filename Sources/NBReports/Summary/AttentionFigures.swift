import NBBasics

/// What somebody should act on, from the answers about a window: each with who and what to do, the most urgent first.
struct AttentionFigures {
  /// A line.
  struct Item {
    /// What it is about, for machines: `change`, `capacity`, `failing`, `down`, `outage`, `disk`, `stale`.
    var kind: String
    var text: Phrase
  }

  /// The most lines there are.
  static let mostItems = 7
  /// Fewer failures of one kind are no pattern.
  private static let fewestFailures: Int64 = 3
  private static let day = CivilDate.millisecondsPerDay

  private(set) var items: [Item] = []
  private let context: ReportContext
  private let answers: ReportAnswers
  private let line: Int

  init(_ answers: ReportAnswers, line: Int) throws {
    self.answers = answers
    self.line = line
    context = answers.context
    try addChanges()
    let attempts = try rows("attempts")
    try addCapacity(attempts)
    try addFailing(attempts)
    let instances = try rows("instances", period: .end)
    addDown(instances)
    try addOutage()
    try addDisk()
    addStale(instances)
    items = Array(items.prefix(Self.mostItems))
  }

  private func rows(
    _ query: String, _ by: String? = nil, period: PartDefinition.Period = .window
  ) throws -> [TableRow] {
    let parameters = by.map { [QueryParameter("by", $0)] } ?? []
    guard let table = try answers.table(query, parameters, period, line: line) else { return [] }
    return table.rows.map { TableRow(columns: table.columns, cells: $0) }
  }

  private mutating func add(_ kind: String, _ text: Phrase) { items.append(Item(kind: kind, text: text)) }

  // MARK: Starts

  /// The surest changes; of a start and the step that makes it slower only the first.
  private mutating func addChanges() throws {
    var flavors: Set<String> = []
    for row in try rows("changes") {
      let verdict = row.text("verdict") ?? ""
      guard verdict == "slower" || verdict == "fails_more", flavors.count < 2 else { continue }
      let flavor = row.text("flavor") ?? "starts of unknown flavor"
      guard flavors.insert(flavor).inserted else { continue }
      let isRate = row.text("measure") == "failure_rate"
      func text(_ name: String) -> String {
        row.number(name).map { Quantity(isRate ? $0 : $0 * 1000, isRate ? .share : .duration).text() } ?? "?"
      }
      let measure =
        isRate ? "failure rate" : row.text("measure") == "step" ? "step \(row.count("step"))" : "time to ready"
      let since = (row.text("since_high").flatMap(InstantText.instant)).map {
        " since \(TimeWords.minute($0, year: context.year))"
      }
      add(
        "change",
        "\(strong: ChartLabel.flavor(flavor)): \(measure) went from \(text("before")) to \(text("after"))\(since ?? ""), and not by chance. Ask who runs the platform what changed then."
      )
    }
  }

  /// Starts and requests that found no room.
  private mutating func addCapacity(_ attempts: [TableRow]) throws {
    let refused = attempts.filter { $0.text("refusal_class") == "capacity" }
    let failed = attempts.filter { row in
      row.text("outcome") == "failed" && ChartLabel.isCapacity(row.text("fail_reason") ?? "")
    }
    guard !(refused + failed).isEmpty else { return }
    var parts: [String] = []
    if !failed.isEmpty {
      parts.append("\(NumberWords.count(Int64(failed.count), "start")) failed for lack of free nodes")
    }
    if !refused.isEmpty {
      parts.append(
        "\(NumberWords.count(Int64(refused.count), "request")) \(refused.count == 1 ? "was" : "were") refused")
    }
    let flavors = Self.ranked((refused + failed).map { ChartLabel.flavor($0.text("flavor") ?? "unknown flavor") })
    add(
      "capacity",
      "\(strong: "Capacity"): \(parts.joined(separator: " and ")) (\(flavors)). Ask for more quota or nodes, or move these notebooks to another flavor."
    )
  }

  /// The image, else the flavor, that fails most surely.
  private mutating func addFailing(_ attempts: [TableRow]) throws {
    func worst(_ rows: [TableRow]) -> TableRow? {
      rows.filter { $0.count("failed") >= Self.fewestFailures }
        .reduce(nil) { best, row in
          (best?.number("failure_rate_low") ?? -1) < (row.number("failure_rate_low") ?? 0) ? row : best
        }
    }
    for (by, noun) in [("image,image_name", "Image"), ("flavor", "Flavor")] {
      guard let row = worst(try rows("failure-rates", by)) else { continue }
      let name =
        by == "flavor"
        ? ChartLabel.flavor(row.text("flavor") ?? "(none)")
        : [row.text("image_name") ?? row.text("image_id"), row.text("image_tag")].compactMap { $0 }.joined(
          separator: " ")
      let ended = row.count("succeeded") + row.count("failed")
      let rate = Estimate(
        row.number("failure_rate"), low: row.number("failure_rate_low"), high: row.number("failure_rate_high"))
      let own = attempts.filter { attempt in
        attempt.text("outcome") == "failed"
          && (by == "flavor"
            ? attempt.text("flavor") == row.text("flavor")
            : attempt.text("image_id") == row.text("image_id") && attempt.text("image_tag") == row.text("image_tag"))
      }
      let reason = Self.most(own.map { ChartLabel.reason($0.text("fail_reason") ?? "no reason given") })
      let users = Self.ranked(own.compactMap { $0.text("user_name") })
      let share = IntervalWords.estimate(
        NumberWords.percent(rate.value ?? 0), rate.low.map(NumberWords.percent), rate.high.map(NumberWords.percent))
      add(
        "failing",
        "\(strong: "\(noun) \(name)"): \(NumberWords.grouped(row.count("failed"))) of \(NumberWords.count(ended, "start")) failed, \(share)\(reason.map { ", most often \($0)" } ?? ""). \(users.isEmpty ? "" : "Affected: \(users). ")Have its maintainer look at it."
      )
      return
    }
  }

  // MARK: Notebooks

  private mutating func addDown(_ instances: [TableRow]) {
    let broken = instances.filter { row in
      let status = row.text("status") ?? ""
      return status.hasSuffix("_FAILED") || ["ERROR", "FROZEN"].contains(status)
    }
    guard !broken.isEmpty else { return }
    let names = broken.prefix(4).map { row -> Phrase in
      let since = (row.text("status_since_high").flatMap(InstantText.instant)).map {
        " (\(TimeWords.minute($0, year: context.year)))"
      }
      return "\(strong: Self.name(row))\(Self.owner(row)) \(Self.state(row.text("status") ?? ""))\(since ?? "")"
    }
    let more = broken.count > names.count ? "; and \(broken.count - names.count) more" : ""
    add(
      "down", "\(names.joined(separator: ", "))\(more). Restart, repair or delete \(broken.count == 1 ? "it" : "them")."
    )
  }

  private static func state(_ status: String) -> String {
    switch status {
    case "START_FAILED": "failed to start"
    case "CREATE_FAILED": "could not be created"
    case "DELETE_FAILED": "could not be deleted"
    case "FROZEN": "is frozen"
    default: "is in error"
    }
  }

  /// The time when no data came of any notebook.
  private mutating func addOutage() throws {
    let outages = try answers.outages(line: line)
    guard let longest = outages.max(by: { $0.upperBound - $0.lowerBound < $1.upperBound - $1.lowerBound }) else {
      return
    }
    let total = outages.reduce(0) { $0 + $1.upperBound - $1.lowerBound }
    let length = Quantity(longest.upperBound - longest.lowerBound, .duration).text()
    let others =
      outages.count > 1 ? " (\(outages.count) outages, \(Quantity(total, .duration).text()) in all)" : ""
    add(
      "outage",
      "\(strong: "No data") of any notebook for \(length), \(TimeWords.spanWords(longest))\(others). Whoever runs the poller should see why it stopped."
    )
  }

  private mutating func addDisk() throws {
    let rows = try rows("storage-only").filter { ($0.number("gb_hours_best") ?? 0) > 0 }
    guard let first = rows.first, let most = first.number("gb_hours_best") else { return }
    let all = rows.reduce(0) { $0 + ($1.number("gb_hours_best") ?? 0) }
    let size = first.number("volume_gb").map { "\(NumberWords.grouped(Int64($0))) GB" } ?? "a disk"
    let since = (first.text("since").flatMap(InstantText.instant)).map {
      ", stopped since \(TimeWords.day($0, year: context.year)) or earlier"
    }
    let share =
      rows.count > 1 && all > 0 ? ", \(NumberWords.percent(most / all)) of all that stopped notebooks keep" : ""
    add(
      "disk",
      "\(strong: Self.name(first))\(Self.owner(first)): \(size)\(since ?? ""), \(NumberWords.gigabyteHours(most)) \(context.window.relative.phrase)\(share). Keep, shrink or delete?"
    )
  }

  /// Notebooks that no poll has shown for a day.
  private mutating func addStale(_ instances: [TableRow]) {
    let end = InstantText.milliseconds(context.end) ?? 0
    let stale = instances.filter { row in
      guard !["GONE", "DELETED"].contains(row.text("status") ?? ""),
        let last = row.text("last_observed_at").flatMap(InstantText.milliseconds)
      else { return false }
      return end - last > Self.day
    }
    guard let first = stale.first else { return }
    if stale.count == 1 {
      add(
        "stale",
        "\(strong: Self.name(first))\(Self.owner(first)) has not been seen for a day. Is it gone, or is its project no longer polled?"
      )
    } else {
      let names = stale.prefix(3).map(Self.name).joined(separator: ", ")
      add(
        "stale",
        "\(strong: "\(stale.count) notebooks") have not been seen for a day (\(names)\(stale.count > 3 ? ", …" : "")). Are they gone, or are their projects no longer polled?"
      )
    }
  }

  private static func name(_ row: TableRow) -> String {
    row.text("name").flatMap { $0.isEmpty ? nil : $0 } ?? String((row.text("notebook_id") ?? "").prefix(8))
  }

  /// ` (tomas.novak)`.
  private static func owner(_ row: TableRow) -> String {
    row.text("user_name").flatMap { $0.isEmpty ? nil : " (\($0))" } ?? ""
  }

  /// The most frequent text with its count; nil where none is more frequent than others.
  private static func most(_ texts: [String]) -> String? {
    var counts: [String: Int] = [:]
    for text in texts { counts[text, default: 0] += 1 }
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    guard let first = order.first, first.value > 1, order.dropFirst().first?.value != first.value else { return nil }
    return "\(first.key) (\(first.value))"
  }

  /// The most frequent texts with their counts where they differ: `v100 (6), snt9 (3)`.
  private static func ranked(_ texts: [String], most: Int = 3) -> String {
    var counts: [String: Int] = [:]
    for text in texts { counts[text, default: 0] += 1 }
    let order = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown = order.prefix(most).map { "\($0.key) (\($0.value))" }
    return shown.joined(separator: ", ") + (order.count > most && most > 1 ? ", …" : "")
  }
}
