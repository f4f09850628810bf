import NBBasics

/// The list of instances for people: how many of each status, then a line each.
package struct StatusPage {
  /// Rows of the query `instances`.
  private let table: Table
  private let labels: InstanceLabels
  private let total: Int
  private let asOf: Instant
  private let now: Instant?
  /// What is wrong with the collection, a sentence each.
  package var warnings: [Phrase] = []

  /// - Parameters:
  ///   - table: rows of the query `instances`, in the order in which they are listed.
  ///   - labels: of all instances of the log.
  ///   - total: how many instances the log has, the listed ones among them.
  ///   - asOf: the time of the question; that of the last event where nobody asked for another.
  ///   - now: the time of the reader where the question is about now, else nil.
  package init(_ table: Table, labels: InstanceLabels, total: Int, asOf: Instant, now: Instant?) {
    self.table = table
    self.labels = labels
    self.total = total
    self.asOf = asOf
    self.now = now
  }

  /// The page.
  package var document: Document {
    let year = TimeWords.year(now ?? asOf)
    guard !table.rows.isEmpty else {
      return Document(head: heads(year) + [.paragraph("No notebook matches.")], year: year)
    }
    let end: Phrase = "One in full: nbtrack status ID; its life: nbtrack history ID. Times are UTC."
    let list = DocumentTable(columns: Self.columns, rows: table.rows.indices.map { row($0) }, notes: [end])
    return Document(head: heads(year) + [.table(list)], year: year)
  }

  private func heads(_ year: Int64) -> [Block] { ([head(year)] + warnings).map(Block.paragraph) }

  private static let columns: [DocumentTable.Column] = [
    .init("notebook", isKey: true), .init("status", rank: 1), .init("since", rank: 2), .init("user", rank: 2),
    .init("flavor", rank: 3, cut: .middle), .init("id", rank: 4), .init("lease ends", rank: 5),
    .init("image", rank: 6), .init("last polled", rank: 7), .init("region", rank: 8), .init("workspace", rank: 9),
    .init("project", rank: 10),
  ]

  private func row(_ row: Int) -> [DocumentCell] {
    func text(_ name: String) -> String { table.cell(name, row: row).text ?? "" }
    func time(_ name: String) -> DocumentCell { InstantText.instant(text(name)).map(DocumentCell.time) ?? .empty }
    func code(_ name: String) -> DocumentCell {
      let text = text(name)
      return text.isEmpty ? .empty : .code(text.utf8.count > 16 ? String(text.prefix(8)) : text)
    }
    let (id, status, flavor) = (text("notebook_id"), text("status"), text("flavor"))
    let image = text("image_name").isEmpty ? String(text("image_id").prefix(8)) : text("image_name")
    let parts = [image, text("image_tag")].filter { !$0.isEmpty }
    return [
      text("name").isEmpty ? .code(labels.short(id)) : labels.cell(id), .status(status), time("status_since_high"),
      .text(text("user_name")), flavor.isEmpty ? .empty : .code(Self.short(flavor)), .code(labels.short(id)),
      // The lease of what is down ends nothing.
      StatusPage.isUp(status) ? time("lease_end") : .empty, .text(parts.joined(separator: ":")),
      time("last_observed_at"), code("region"), code("workspace_id"), code("project_id"),
    ]
  }

  /// `19 notebooks: 1 failed, 1 starting, 2 running, 12 stopped; last poll 12 s ago`.
  private func head(_ year: Int64) -> Phrase {
    var counts: [String: Int64] = [:]
    for row in table.rows.indices {
      counts[StatusPage.group(table.cell("status", row: row).text ?? ""), default: 0] += 1
    }
    let groups = counts.sorted { (StatusPage.place($0.key), $0.key) < (StatusPage.place($1.key), $1.key) }
    let words = groups.map { group, count -> Phrase in
      guard case .toned(_, let tone) = DocumentCell.status(group) else { return "\(count) \(group)" }
      return "\(NumberWords.grouped(count)) \(group, tone)"
    }.joined(separator: ", ")
    let shown = Int64(table.rows.count)
    let number =
      table.rows.count == total
      ? NumberWords.count(shown, "notebook")
      : "\(NumberWords.grouped(shown)) of \(NumberWords.count(Int64(total), "notebook"))"
    var head: Phrase = "\(number)\(words.isEmpty ? "" : ": ")\(words)"
    if total == 0 {
      head += "; nothing has been polled"
    } else if let now {
      head += "; last poll \(DurationWords.text(milliseconds: Double(max(0, now - asOf)))) ago"
      // A poller that is late by more than that is not polling.
      if now - asOf > 900_000 { head += " (\(TimeWords.minute(asOf, year: year)) UTC)" }
    } else {
      head += "; as of \(TimeWords.minute(asOf, year: year)) UTC"
    }
    return head
  }

  /// What a status counts as in the head.
  private static func group(_ status: String) -> String {
    switch status.uppercased() {
    case "CREATE_FAILED", "START_FAILED", "DELETE_FAILED", "ERROR": "failed"
    case "INIT", "CREATING", "STARTING": "starting"
    case "": "unknown"
    case let word: word.lowercased()
    }
  }

  /// What needs attention comes first, what is gone last.
  private static func place(_ group: String) -> Int {
    let order = ["failed", "frozen", "starting", "running", "snapshotting", "stopping", "stopped", "deleting"]
    return order.firstIndex(of: group) ?? (["gone", "deleted"].contains(group) ? 99 : 50)
  }

  private static func isUp(_ status: String) -> Bool {
    ["RUNNING", "SNAPSHOTTING", "STARTING"].contains(status.uppercased())
  }

  private static func short(_ flavor: String) -> String {
    flavor.hasPrefix("modelarts.") ? String(flavor.dropFirst(10)) : flavor
  }

  /// The rows of `instances` in the order of a person's interest: by status, what needs attention first, then by name.
  package static func byStatus(_ table: Table) -> Table {
    func keys(_ row: [Cell]) -> (Int, String, String) {
      let read = TableRow(columns: table.columns, cells: row)
      return (place(group(read.text("status") ?? "")), read.text("name") ?? "", read.text("notebook_id") ?? "")
    }
    var sorted = table
    sorted.rows = table.rows.map { ($0, keys($0)) }.sorted { $0.1 < $1.1 }.map(\.0)
    return sorted
  }
}
