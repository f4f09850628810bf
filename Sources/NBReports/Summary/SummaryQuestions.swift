extension SummaryFigures {
  /// Gathers the figures from the named queries. Each is asked as the other sections ask it, so that nothing is
  /// computed twice.
  init(_ answers: ReportAnswers, line: Int) throws {
    self.init()
    window = answers.context.window.label
    before = answers.context.before?.label
    openAsOf = answers.context.isOpen ? answers.context.asOf : nil
    let byClass = QueryParameter("by", "flavor_class")
    let total = QueryParameter("by", "none")
    try read(answers, line, "start-latency", total) { figures, row in figures.starts.read(row) }
    try read(answers, line, "start-latency", byClass) { figures, row in
      figures.latencies.append(Latency(row))
    }
    latencies = latencies.filter { $0.count > 0 }.sorted { ($1.count, $0.flavorClass) < ($0.count, $1.flavorClass) }
    var steps: [Step] = []
    try read(answers, line, "step-latency", byClass) { _, row in steps.append(Step(row)) }
    slowestSteps = latencies.compactMap { SummaryFigures.slowest(steps, $0.flavorClass) }
    try read(answers, line, "failure-rates", QueryParameter("by", "flavor")) { figures, row in
      figures.failures.append(FailureRate(row))
      figures.starts.refused += row.count("refused")
    }
    try read(answers, line, "exposure", total) { figures, row in figures.exposures.append(Exposure(row)) }
    try read(answers, line, "week-over-week", nil, .both) { figures, row in figures.changes.append(Change(row)) }
    try read(answers, line, "quality", nil) { figures, row in figures.readQuality(row) }
  }

  /// The row of the slowest median; ties go to the earlier step.
  private static func slowest(_ steps: [Step], _ flavorClass: String) -> Step? {
    steps.filter { $0.flavorClass == flavorClass && $0.p50.value != nil }
      .max { ($0.p50.value ?? 0, -$0.number) < ($1.p50.value ?? 0, -$1.number) }
  }

  private mutating func read(
    _ answers: ReportAnswers, _ line: Int, _ query: String, _ parameter: QueryParameter?,
    _ period: PartDefinition.Period = .window, _ use: (inout SummaryFigures, TableRow) -> Void
  ) throws {
    guard let table = try answers.table(query, parameter.map { [$0] } ?? [], period, line: line) else { return }
    for row in table.rows { use(&self, TableRow(columns: table.columns, cells: row)) }
  }

  /// The rows of `quality` the summary uses: events, gap_p50, unobserved_span_1 and so on.
  private mutating func readQuality(_ row: TableRow) {
    let name = row.text("name") ?? ""
    guard let value = row.number("value") else { return }
    let milliseconds = row.text("unit") == "s" ? value * 1000 : value
    switch name {
    case "events": events = Int64(value)
    case "gap_p50": medianGap = milliseconds
    case "attempts_with_hidden_step": hiddenStepShare = value
    case "attempts_without_step": stepless = value
    case _ where name.hasPrefix("unobserved_span"): gaps.append(Gap(length: milliseconds, note: row.text("note") ?? ""))
    default: break
    }
  }
}

extension SummaryFigures.Starts {
  fileprivate mutating func read(_ row: TableRow) {
    count = row.count("n")
    succeeded = row.count("succeeded")
    failed = row.count("failed")
    cancelled = row.count("cancelled")
    inProgress = row.count("in_progress")
    readyShareLow = row.number("ready_share_low")
    readyShareHigh = row.number("ready_share_high")
  }
}

extension SummaryFigures.Latency {
  fileprivate init(_ row: TableRow) {
    self.init(
      flavorClass: row.text("flavor_class") ?? "unknown", count: row.count("n"),
      ready: row.count("succeeded"), p50: row.duration("p50"), p90: row.duration("p90"))
  }
}

extension SummaryFigures.Step {
  fileprivate init(_ row: TableRow) {
    self.init(
      flavorClass: row.text("flavor_class") ?? "unknown", number: row.count("step"),
      name: row.text("step_name") ?? "", count: row.count("n"), p50: row.duration("p50"), p90: row.duration("p90"))
  }
}

extension SummaryFigures.FailureRate {
  fileprivate init(_ row: TableRow) {
    let rate = Estimate(
      row.number("failure_rate"), low: row.number("failure_rate_low"), high: row.number("failure_rate_high"))
    let failed = row.count("failed")
    self.init(flavor: row.text("flavor"), ended: row.count("succeeded") + failed, failed: failed, rate: rate)
  }
}

extension SummaryFigures.Exposure {
  fileprivate init(_ row: TableRow) {
    let time = Estimate(
      row.milliseconds("best_s"), low: row.milliseconds("lower_s"), high: row.milliseconds("upper_s"))
    let gigabyteHours = Estimate(
      row.number("best_gb_hours"), low: row.number("lower_gb_hours"),
      high: row.number("upper_gb_hours"))
    self.init(
      resource: row.text("resource") ?? "", time: time, gigabyteHours: gigabyteHours,
      unobserved: row.milliseconds("unobserved_s") ?? 0, instances: row.count("instances"))
  }
}

extension SummaryFigures.Change {
  fileprivate init(_ row: TableRow) {
    let difference = Estimate(
      row.number("difference"), low: row.number("difference_low"), high: row.number("difference_high"))
    self.init(
      measure: row.text("measure") ?? "", flavorClass: row.text("flavor_class") ?? "all",
      unit: row.text("unit") ?? "", before: row.number("before"), value: row.number("value"), difference: difference,
      pValue: row.number("p_value"), note: row.text("note") ?? "")
  }
}
