/// Starts, times and charges of each user, or of each value of another dimension; the largest payer first.
struct BreakdownPart {
  private let dimension: String?
  private let answers: ReportAnswers
  private let line: Int

  init(_ part: PartDefinition, _ answers: ReportAnswers) {
    dimension = answers.context.by ?? part.by.flatMap { Breakdown.dimension($0.text) }
    self.answers = answers
    line = part.line
  }

  /// The figures of one value.
  private struct Entry {
    var starts: TableRow?
    var compute: Double?
    var disks: Double?
  }

  /// Nothing when there is no dimension.
  func content() throws -> ([Block], [Table]) {
    guard let dimension else { return ([], []) }
    let column = Breakdown.column(dimension)
    var names: [String] = []
    var entries: [String: Entry] = [:]
    func change(_ row: TableRow, _ body: (inout Entry) -> Void) {
      let name = row.text(column) ?? ""
      if entries[name] == nil { names.append(name) }
      body(&entries[name, default: Entry()])
    }
    for row in try rows("start-latency", dimension) { change(row) { $0.starts = row } }
    for row in try rows("exposure", dimension) where row.text("resource") == "COMPUTE" {
      change(row) { $0.compute = row.milliseconds("best_s") }
    }
    let disks = try rows("storage-only", nil).filter { $0.has(column) }
    for row in disks {
      change(row) { $0.disks = ($0.disks ?? 0) + (row.number("gb_hours_best") ?? 0) }
    }
    names.sort { a, b in
      let (x, y) = (entries[a]?.compute ?? 0, entries[b]?.compute ?? 0)
      return x != y ? x > y : a.unicodeScalars.lexicographicallyPrecedes(b.unicodeScalars)
    }
    let heading = String(dimension.map { $0 == "_" ? " " : $0 })
    let isCode = ["workspace", "project", "flavor"].contains(dimension)
    var columns: [DocumentTable.Column] = [.init(heading.prefix(1).uppercased() + heading.dropFirst(), isKey: true)]
    columns += ["Starts", "Ready", "Failed", "Median", "90 % within", "Compute"].map { .init($0, .right) }
    if !disks.isEmpty { columns.append(.init("Disks", .right)) }
    let table = DocumentTable(
      columns: columns,
      rows: names.map { name in
        let entry = entries[name] ?? Entry()
        func count(_ column: String) -> DocumentCell {
          .quantity(Quantity(Double(entry.starts?.count(column) ?? 0), .count))
        }
        func time(_ column: String) -> DocumentCell {
          entry.starts?.milliseconds(column).map { .quantity(Quantity($0, .duration)) } ?? .empty
        }
        let label: DocumentCell = name.isEmpty ? .text("(none)") : isCode ? .code(name) : .text(name)
        var cells = [label, count("n"), count("succeeded"), count("failed"), time("p50_s"), time("p90_s")]
        cells.append(entry.compute.map { .quantity(Quantity($0, .hours)) } ?? .empty)
        if !disks.isEmpty { cells.append(entry.disks.map { .quantity(Quantity($0, .gigabyteHours)) } ?? .empty) }
        return cells
      },
      notes: (disks.isEmpty ? [] : ["Disks: those of stopped notebooks."])
        + (dimension == "user" ? ["Users differ by what they start: compare them within a flavor."] : []))
    let data = Table(
      title: "",
      columns: [
        Column(column), Column("starts", .number), Column("succeeded", .number), Column("failed", .number),
        Column("p50_s", .millisecondsAsSeconds), Column("p90_s", .millisecondsAsSeconds),
        Column("compute_best_s", .millisecondsAsSeconds), Column("storage_only_gb_hours_best", .gigabyteHours),
      ],
      rows: names.map { name in
        let entry = entries[name] ?? Entry()
        func count(_ column: String) -> Cell { .integer(entry.starts?.count(column) ?? 0) }
        func real(_ value: Double?) -> Cell { value.map(Cell.real) ?? .null }
        return [
          .text(name), count("n"), count("succeeded"), count("failed"), real(entry.starts?.milliseconds("p50_s")),
          real(entry.starts?.milliseconds("p90_s")), real(entry.compute), real(entry.disks),
        ]
      })
    return ([.table(table)], [data])
  }

  private func rows(_ query: String, _ by: String?) throws -> [TableRow] {
    let parameters = by.map { [QueryParameter("by", $0)] } ?? []
    guard let table = try answers.table(query, parameters, .window, line: line) else { return [] }
    return table.rows.map { TableRow(columns: table.columns, cells: $0) }
  }
}
