/// The figures of a window beside those of the one before, each with one verdict.
struct ComparisonFigures {
  /// A line of the comparison.
  struct Line {
    /// What it is called: `Median start, GPU`.
    var name: String
    /// The name for machines: `start_p50`.
    var measure: String
    var flavorClass = ""
    var value: Quantity?
    /// What the value is counted of; nil where it is no part.
    var of: Double?
    var before: Quantity?
    var beforeOf: Double?
    var verdict: Verdict

    init(_ name: String, _ measure: String, verdict: Verdict) {
      self.name = name
      self.measure = measure
      self.verdict = verdict
    }
  }

  private(set) var lines: [Line] = []
  /// Whether the window was not over.
  private let isOpen: Bool
  private let hasBefore: Bool
  /// `last week`.
  private let relative: String
  private var changes: [String: TableRow] = [:]
  private let classes = ["gpu", "cpu", "npu"]

  /// Asks for the figures; each question is one that other parts ask as well.
  init(_ answers: ReportAnswers, line: Int) throws {
    isOpen = answers.context.isOpen
    hasBefore = answers.context.before != nil
    relative = answers.context.window.relative.before.lowercased()
    func rows(_ query: String, _ by: String?, _ period: PartDefinition.Period) throws -> [TableRow] {
      let parameters = by.map { [QueryParameter("by", $0)] } ?? []
      guard let table = try answers.table(query, parameters, period, line: line) else { return [] }
      return table.rows.map { TableRow(columns: table.columns, cells: $0) }
    }
    for row in try rows("week-over-week", nil, .both) {
      changes["\(row.text("measure") ?? "") \(row.text("flavor_class") ?? "")"] = row
    }
    let now = try rows("start-latency", "none", .window).first
    let then = try rows("start-latency", "none", .before).first
    addOutcomes(now, then)
    let byClass = try (rows("start-latency", "flavor_class", .window), rows("start-latency", "flavor_class", .before))
    addLatencies(byClass.0, byClass.1)
    let exposure = try (rows("exposure", "none", .window), rows("exposure", "none", .before))
    addCompute(exposure.0, exposure.1)
    let disks = try (rows("storage-only", nil, .window), rows("storage-only", nil, .before))
    addDisks(disks.0, disks.1)
  }

  // MARK: Starts

  private mutating func addOutcomes(_ now: TableRow?, _ then: TableRow?) {
    func count(_ row: TableRow?, _ name: String) -> Double? { row.map { Double($0.count(name)) } }
    func add(_ name: String, _ column: String, _ verdict: Verdict, of: ((TableRow) -> Double)? = nil) {
      var line = Line(name, column, verdict: verdict)
      line.value = count(now, column).map { Quantity($0, .count) }
      line.before = hasBefore ? count(then, column).map { Quantity($0, .count) } : nil
      line.of = of.flatMap { of in now.map(of) }
      line.beforeOf = hasBefore ? of.flatMap { of in then.map(of) } : nil
      lines.append(line)
    }
    let starts: (TableRow) -> Double = { Double($0.count("n")) }
    let ended: (TableRow) -> Double = { Double($0.count("succeeded") + $0.count("failed")) }
    add("Starts", "n", counted("starts all", now?.number("n"), then?.number("n")))
    add("Became ready", "succeeded", rate("ready_share all", ("more", false), ("fewer", true)), of: starts)
    add("Failed (of ready and failed)", "failed", rate("failure_rate all", ("more", true), ("fewer", false)), of: ended)
    if (count(now, "cancelled") ?? 0) + (count(then, "cancelled") ?? 0) > 0 {
      add("Cancelled", "cancelled", rate("cancelled_share all", ("more", true), ("fewer", false)), of: starts)
    }
    if let open = count(now, "in_progress"), open > 0 {
      add("Still starting", "in_progress", .counted("–"), of: starts)
    }
    if let refused = changes["refused all"], (refused.number("value") ?? 0) + (refused.number("before") ?? 0) > 0 {
      var line = Line(
        "Requests refused (no start)", "refused",
        verdict: counted("refused all", refused.number("value"), refused.number("before")))
      line.value = refused.number("value").map { Quantity($0, .count) }
      line.before = refused.number("before").map { Quantity($0, .count) }
      lines.append(line)
    }
  }

  private func rate(_ key: String, _ more: (String, isBad: Bool), _ less: (String, isBad: Bool)) -> Verdict {
    guard hasBefore else { return .noEarlier }
    guard let row = changes[key] else { return .tooFew }
    if (row.number("n") ?? 0) < Verdict.fewest || (row.number("before_n") ?? 0) < Verdict.fewest { return .tooFew }
    return .of(low: row.number("difference_low"), high: row.number("difference_high"), more: more, less: less)
  }

  private mutating func addLatencies(_ now: [TableRow], _ then: [TableRow]) {
    func row(_ rows: [TableRow], _ name: String) -> TableRow? {
      rows.first { ($0.text("flavor_class") ?? "unknown") == name }
    }
    let others = Set((now + then).map { $0.text("flavor_class") ?? "unknown" }).subtracting(classes)
    for name in classes + others.sorted() {
      let (a, b) = (row(now, name), row(then, name))
      guard (a?.count("n") ?? 0) + (b?.count("n") ?? 0) > 0 else { continue }
      let title = ClassWords.name(name)
      for (column, measure, words) in [
        ("p50_s", "start_p50", "Median start, \(title)"), ("p90_s", "start_p90", "90 % of \(title) starts within"),
      ] {
        var line = Line(words, measure, verdict: rate("\(measure) \(name)", ("slower", true), ("quicker", false)))
        line.flavorClass = name
        line.value = a?.milliseconds(column).map { Quantity($0, .duration) }
        line.before = b?.milliseconds(column).map { Quantity($0, .duration) }
        if line.value == nil && a != nil, line.verdict != .noEarlier { line.verdict = .tooFew }
        lines.append(line)
      }
    }
  }

  // MARK: Charges

  private mutating func addCompute(_ now: [TableRow], _ then: [TableRow]) {
    func time(_ rows: [TableRow]) -> Double? {
      rows.first { $0.text("resource") == "COMPUTE" }?.milliseconds("best_s")
    }
    var line = Line("Billable compute hours", "exposure_compute", verdict: total("exposure_compute all"))
    line.value = time(now).map { Quantity($0, .hours) }
    line.before = hasBefore ? time(then).map { Quantity($0, .hours) } : nil
    lines.append(line)
  }

  private mutating func addDisks(_ now: [TableRow], _ then: [TableRow]) {
    func sum(_ rows: [TableRow]) -> Double { rows.reduce(0) { $0 + ($1.number("gb_hours_best") ?? 0) } }
    var line = Line("Disks of stopped notebooks", "storage_only", verdict: total("storage all"))
    line.value = Quantity(sum(now), .gigabyteHours)
    line.before = hasBefore ? Quantity(sum(then), .gigabyteHours) : nil
    if case .more = line.verdict { line.verdict = difference(line.value, line.before) }
    if case .less = line.verdict { line.verdict = difference(line.value, line.before) }
    if line.verdict == .unchanged { line.verdict = difference(line.value, line.before) }
    lines.append(line)
  }

  /// Exposure has bounds: it went up or down only if they lie apart.
  private func total(_ key: String) -> Verdict {
    guard hasBefore, let row = changes[key] else { return .noEarlier }
    if let reason = coverage(row) { return .notComparable(reason) }
    return .of(
      low: row.number("difference_low"), high: row.number("difference_high"), more: ("more", true),
      less: ("less", false))
  }

  /// A count of all there was.
  private func counted(_ key: String, _ value: Double?, _ before: Double?) -> Verdict {
    guard hasBefore, let row = changes[key] else { return .noEarlier }
    if let reason = coverage(row) { return .notComparable(reason) }
    return difference(value.map { Quantity($0, .count) }, before.map { Quantity($0, .count) })
  }

  private func difference(_ value: Quantity?, _ before: Quantity?) -> Verdict {
    guard let value, let before else { return .noEarlier }
    return .counted(value.value == before.value ? "the same" : Quantity(value.value - before.value, value.unit).change)
  }

  /// What makes totals hard to compare.
  private func coverage(_ row: TableRow) -> String? {
    let note = row.text("note") ?? ""
    if note.contains("the log begins") { return "recording began \(relative)" }
    return isOpen ? "not over yet" : nil
  }
}
