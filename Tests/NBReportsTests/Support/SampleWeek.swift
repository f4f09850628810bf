import NBReports

/// A week with something of everything, and names that try to break a report.
enum SampleWeek {
  static let context = ReportContext(
    head: "9f3c5a", events: 11_874, asOf: "2026-11-24T06:00:00.000Z",
    versions: [ReportVersion("binary", "1.0.0"), ReportVersion("schema", "1")],
    window: ReportWindow(label: "2026-W47", from: "2026-11-16T00:00:00.000Z", until: "2026-11-23T00:00:00.000Z"),
    before: ReportWindow(label: "2026-W46", from: "2026-11-09T00:00:00.000Z", until: "2026-11-16T00:00:00.000Z"))

  static func provider() -> FakeProvider { FakeProvider(context, answers) }

  static let answers: [String: Table] = [
    "start-latency none": Table(columns: columns(startColumns), rows: [start(231, [1, 5, 40, 75, 93, 94])]),
    "start-latency flavor_class": Table(
      columns: columns("flavor_class " + startColumns),
      rows: [
        ["gpu"] + start(92, [0, 1, 30, 70, 90, 92]), ["cpu"] + start(136, [10, 60, 85, 90, 95, 95]),
        ["npu"] + few(3),
      ]),
    "start-latency flavor": Table(
      columns: columns("flavor " + startColumns),
      rows: [
        ["modelarts.p3.large.gpu"] + start(92, [0, 1, 30, 70, 90, 92]), ["a|b`c\n=1"] + few(3),
        ["modelarts.vm.cpu.2u"] + start(136, [10, 60, 85, 90, 95, 95]),
      ]),
    "step-latency flavor_class": Table(
      columns: columns("flavor_class " + stepColumns), rows: steps("gpu") + steps("cpu")),
    "step-latency flavor": Table(
      columns: columns("flavor " + stepColumns), rows: steps("modelarts.p3.large.gpu")),
    "failure-rates flavor": Table(
      columns: columns("flavor " + rateColumns),
      rows: [
        ["modelarts.vm.cpu.2u", 136, 130, 2, 2, 0, 2, 12, 0.015152, 0.004163, 0.053608],
        ["a|b`c\n=1", 3, 1, 2, 0, 0, 0, 0, 0.666667, 0.207655, 0.938505],
        ["modelarts.p3.large.gpu", 92, 84, 5, 1, 0, 2, 0, 0.05618, 0.024216, 0.124953],
      ]),
    "failure-rates image,image_name": Table(
      columns: columns("image_id image_tag image_name " + rateColumns),
      rows: [["0a1b", "v1", "שלום 👩‍💻 | \u{202E}x", 40, 34, 6, 0, 0, 0, 0, 0.15, 0.070643, 0.290711]]),
    "failure-reasons": Table(
      columns: columns("failed_step fail_reason refusal_class error_code attempts"),
      rows: [
        [2, "quota of\nGPU exceeded", nil, nil, 5], [nil, nil, nil, nil, 2],
        [nil, nil, "capacity", "ModelArts.6329", 12],
      ]),
    "exposure none": Table(columns: columns(exposureColumns), rows: exposures),
    "exposure flavor": Table(
      columns: columns("flavor " + exposureColumns), rows: exposures.map { ["modelarts.vm.cpu.2u"] + $0 }),
    "exposure workspace": Table(
      columns: columns("workspace_id " + exposureColumns), rows: exposures.map { ["0"] + $0 }),
    "exposure instance": Table(
      columns: columns("instance " + exposureColumns),
      rows: exposures.map { ["c98f5ba0-73d2-4b9c-8a63-1e0f6a3f2a11"] + $0 }),
    "storage-only": Table(
      columns: columns(
        "region project_id notebook_id name status volume_category volume_gb since days gb_hours_best user_name"
          + " workspace_id gb_hours_lower gb_hours_upper unobserved_s"),
      rows: [
        [
          "eu", "p", "c98f5ba0", "=HYPERLINK(\"x\")", "STOPPED", "EVS", 50, "2026-11-01T10:00:00.000Z", 21.6, 25_900.0,
          "<b>ann</b>", "0", 25_000.0, 26_000.0, 3600,
        ]
      ]),
    "states": Table(
      columns: columns(
        "region project_id notebook_id name state from_at until_at", texts: ["state", "from_at", "until_at"]),
      rows: [
        state("c98f5ba0", "running", "2026-11-16T00:00:00.000Z", "2026-11-18T02:00:00.000Z"),
        state("c98f5ba0", "no_data", "2026-11-18T02:00:00.000Z", "2026-11-18T05:06:00.000Z"),
        state("d1", "stopped", "2026-11-17T00:00:00.000Z", "2026-11-18T02:00:00.000Z"),
        state("d1", "no_data", "2026-11-18T02:00:00.000Z", "2026-11-18T05:06:00.000Z"),
        state("d1", "failed", "2026-11-18T05:06:00.000Z", "2026-11-22T00:00:00.000Z"),
      ]),
    "start-latency user": Table(
      columns: columns("user_name " + startColumns), rows: [["<b>ann</b>"] + start(92, [0, 1, 30, 70, 90, 92])]),
    "exposure user": Table(
      columns: columns("user_name " + exposureColumns), rows: exposures.map { ["<b>ann</b>"] + $0 }),
    "instances": Table(
      columns: columns(instanceColumns + " user_name"),
      rows: [
        ["eu", "p", "c98f5ba0", "a|b", "STOPPED", "2026-11-01T10:00:00.000Z", "2026-11-22T23:59:00.000Z", "ann"],
        ["eu", "p", "d1", "frozen one", "FROZEN", "2026-11-12T10:00:00.000Z", "2026-11-20T10:00:00.000Z", "ann"],
        ["eu", "p", "e2", "up", "RUNNING", "2026-11-22T10:00:00.000Z", "2026-11-22T23:59:00.000Z", nil],
        ["eu", "p", "f3", "gone", "GONE", "2026-11-12T10:00:00.000Z", "2026-11-20T10:00:00.000Z", "ben"],
      ]),
    "leases": Table(columns: columns("region project_id notebook_id name lease_type lease_end minutes_left user_name")),
    "attempts": Table(
      columns: columns(attemptColumns + " user_name name"),
      rows: [
        attempt("c98f5ba0", 1, server: nil, low: 60_000, high: 120_000),
        attempt("d1", 2, server: 95_123, low: 90_000, high: 120_000),
        ["eu", "p", "x", 1, "start", "requested", "failed"] + Array(repeating: nil, count: 10),
      ]),
    "steps": Table(
      columns: columns(timedStepColumns),
      rows: [
        step("d1", 2, 1, "prepare storage", "08:00:00", "08:00:05", "08:00:05", "08:00:10", 0, 10_000),
        step("d1", 2, 2, "prepare compute", "08:00:05", "08:00:10", "08:01:20", "08:01:30", 70_000, 85_000),
        [
          "eu", "p", "d1", 2, 3, "configure network", "PROCESSING", nil, "2026-11-17T08:01:30.000Z", nil, nil, 10_000,
          nil, 0,
        ],
        ["eu", "p", "d1", 2, 4, "initialise", "WAITING", nil, nil, nil, nil, nil, nil, 0],
      ]),
    "week-over-week": Table(
      columns: columns(
        "measure flavor_class unit before_n before before_low before_high n value value_low value_high difference"
          + " difference_low difference_high p_value note"),
      rows: [
        ["start_p50", "gpu", "s", 80, 62, 50, 70, 92, 72, 58, 91, 10, -12, 41, 0.31, nil],
        [
          "failure_rate", "all", "share", 200, 0.01, 0.003, 0.036, 220, 0.04, 0.02, 0.075, 0.03, -0.002, 0.066, 0.041,
          nil,
        ],
        [
          "exposure_compute", "all", "s", nil, 360_000, nil, nil, nil, 432_000, nil, nil, 72_000, nil, nil, nil,
          "no test for totals",
        ],
      ]),
    "quality": Table(
      columns: columns("name value unit note"),
      rows: [
        ["events", 11_874, "count", nil], ["polls_without_information", 0.012, "share", nil],
        ["gap_p50", 30, "s", nil], ["gap_max", 900.5, "s", nil],
        ["unobserved_span_1", 11_160, "s", "2026-11-18T02:00:00.000Z to 2026-11-18T05:06:00.000Z"],
      ]),
  ]

  private static func start(_ n: Int64, _ within: [Double]) -> [Cell] {
    [
      .integer(n), .integer(n - 8), 5, 2, 1, 0.93, 0.951, 72.25, 58, 91.4, 240, 182, nil, 300, 240, nil, "npmle-cr",
      .text(n > 100 ? "" : "p95 needs 72 rows"),
    ] + within.map { .real($0 / 100) }
  }

  private static func few(_ n: Int64) -> [Cell] {
    [.integer(n), 1, 2, 0, 0, 0.3, 0.3, 20, 10, nil, nil, nil, nil, nil, nil, nil, "npmle-cr", "p90 needs 36 rows"]
      + Array(repeating: 0.3, count: 6)
  }

  private static func steps(_ group: String) -> [[Cell]] {
    [
      (1, "prepare storage", 8.2, 14.0), (2, "prepare compute", 40.0, 120.0), (3, "configure network", 0.6, 2.0),
      (4, "initialise", nil, nil),
    ].map { (step: Int64, name: String, p50: Double?, p90: Double?) in
      let median = p50.map(Cell.real) ?? nil
      let ninth = p90.map(Cell.real) ?? nil
      return [
        .text(group), .integer(step), .text(name), 80, 78, 1, 1, median, 1, 50, ninth, 2, 130, nil, nil, nil,
        .text(p50 == nil ? "none" : "joint-path"), .text(p50 == nil ? "fewer than 10 listed rows" : "12 implied"),
      ]
    }
  }

  private static let exposures: [[Cell]] = [
    ["COMPUTE", 396_000, 432_000.5, 471_600, 50_400, 0, 0, 0, 40, nil],
    ["STORAGE", 3_960_000, 4_320_000, 4_716_000, 50_400, 5500.5, 6000.25, 6550, 44, "listed-while-stopped"],
  ]

  private static func attempt(_ id: String, _ number: Int64, server: Int64?, low: Int64, high: Int64) -> [Cell] {
    [
      "eu", "p", .text(id), .integer(number), "start", "requested", "succeeded", "2026-11-17T07:59:58.000Z",
      "2026-11-17T08:00:00.000Z", "2026-11-17T08:01:30.000Z", "2026-11-17T08:02:00.000Z", .integer(low), .integer(high),
      server.map(Cell.integer) ?? nil, "modelarts.vm.cpu.2u", "ann", .text("name of \(id)"),
    ]
  }

  private static func state(_ id: String, _ state: String, _ from: String, _ until: String) -> [Cell] {
    ["eu", "p", .text(id), .text("name of \(id)"), .text(state), .text(from), .text(until)]
  }

  private static func step(
    _ id: String, _ attempt: Int64, _ number: Int64, _ name: String, _ a: String, _ b: String, _ c: String, _ d: String,
    _ low: Int64, _ high: Int64
  ) -> [Cell] {
    func time(_ text: String) -> Cell { .text("2026-11-17T\(text).000Z") }
    return [
      "eu", "p", .text(id), .integer(attempt), .integer(number), .text(name), "COMPLETED", time(a), time(b), time(c),
      time(d), .integer(low), .integer(high), 0,
    ]
  }
}

extension SampleWeek {
  /// The weekly definition as it is shipped.
  static func definition() throws -> ReportDefinition {
    try ReportDefinition(try file("reports/weekly-details.toml"), file: "weekly.toml")
  }
}
