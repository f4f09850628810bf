import Testing

/// How people name things and times when they ask.
struct AskingTests {
  private static func csv(_ arguments: String...) -> Outcome { Fleet.nbtrack(arguments + ["--format", "csv"]) }

  private static func rows(_ outcome: Outcome) -> [Substring] { outcome.output.split(separator: "\n") }

  // MARK: Names

  @Test func `an instance is named by its name, in any case, by a part of it, or by its id`() {
    let byID = Self.csv("status", "553397d5")
    #expect(byID.status == 0)
    let name = String(Self.rows(byID)[1].split(separator: ",", omittingEmptySubsequences: false)[3])
    #expect(!name.isEmpty)
    #expect(Self.csv("status", name).output == byID.output)
    #expect(Self.csv("status", name.uppercased()).output == byID.output)
    #expect(Self.csv("history", name).output == Self.csv("history", "553397d5").output)
    #expect(
      Self.csv("query", "attempts", "--instance", name).output
        == Self.csv("query", "attempts", "--instance", "553397d5").output)
  }

  @Test func `a word that several instances have is answered with the candidates`() {
    let work = Workspace()
    let named =
      Samples.polls(1, id: "a1", body: #","name":"train-1""#) + Samples.polls(1, id: "b2", body: #","name":"train-2""#)
    work.nbtrack("ingest", "-", input: named)
    let outcome = work.nbtrack("history", "train")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("train names 2 instances:\n  train-1  RUNNING  a1\n  train-2  RUNNING  b2\n"))
  }

  @Test func `region and project tell instances of the same id apart`() {
    let work = Workspace()
    let line = { (region: String) in
      #"{"observed_at":1794000000000,"kind":"poll","region":"\#(region)","project_id":"p","body":{"id":"a","status":"RUNNING"}}"#
        + "\n"
    }
    work.nbtrack("ingest", "-", input: line("east") + line("west"))
    #expect(work.nbtrack("status", "a").errors.contains("--region and --project narrow it"))
    let one = work.nbtrack("status", "a", "--region", "west")
    #expect(one.status == 0 && one.output.contains("west,p,a"))
  }

  // MARK: Filters

  @Test func `a flavor may be given by its end, as the screen shows it`() {
    let full = Self.csv("query", "start-latency", "--flavor", "modelarts.vm.gpu.v100")
    #expect(full.status == 0)
    #expect(Self.csv("query", "start-latency", "--flavor", "v100").output == full.output)
    #expect(Self.csv("query", "start-latency", "--flavor", "vm.gpu.V100").output == full.output)
  }

  @Test func `an image may be given as name:tag`() throws {
    let rows = Self.rows(Self.csv("query", "attempts", "--columns", "image_id,image_name,image_tag", "--limit", "1"))
    let image = rows[1].split(separator: ",").map(String.init)
    try #require(image.count == 3)
    let byID = Self.csv("query", "attempts", "--image", "\(image[0]):\(image[2])")
    #expect(Self.csv("query", "attempts", "--image", "\(image[1]):\(image[2])").output == byID.output)
  }

  @Test func `hyphens and underscores are the same in dimensions`() {
    #expect(
      Self.csv("query", "start-latency", "--by", "flavor-class").output
        == Self.csv("query", "start-latency", "--by", "flavor_class").output)
  }

  @Test(arguments: [
    (["query", "start-latency", "--flavor", "v10"], "no start has the flavor v10; seen: modelarts."),
    (["query", "exposure", "--user", "nobody"], "no instance has the user nobody; seen: "),
    (["query", "instances", "--image", "none:1"], "no instance has the image none:1; seen: "),
    (["query", "attempts", "--instance", "nobody"], "no instance has an id or a name with nobody"),
    (["status", "--status", "failed"], "no instance has the status failed; seen: "),
  ])
  func `a filter value that nothing has is an error that says what there is`(_ arguments: [String], _ text: String) {
    let outcome = Fleet.nbtrack(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains(text), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    if !arguments.contains("--instance") {
      let empty = Fleet.nbtrack(arguments + ["--allow-empty", "--format", "csv"])
      #expect(empty.status == 0, "\(empty.errors)")
    }
  }

  @Test func `a word of the program's own that no row has is an answer without rows`() {
    #expect(Self.csv("query", "attempts", "--outcome", "in-progress", "--as-of", "2026-11-09T00:00:00Z").status == 0)
    let failed = Self.rows(Self.csv("query", "attempts", "--outcome", "failed", "--columns", "outcome"))
    #expect(failed.count > 1 && failed.dropFirst().allSatisfy { $0 == "failed" })
  }

  // MARK: Times

  @Test func `a date is its start, in UTC or in the zone of --utc-offset`() {
    let day = Self.csv("query", "attempts", "--from", "2026-11-18T00:00:00Z", "--until", "2026-11-19T00:00:00Z")
    #expect(Self.rows(day).count > 1)
    #expect(Self.csv("query", "attempts", "--from", "2026-11-18", "--until", "2026-11-19").output == day.output)
    #expect(
      Self.csv(
        "query", "attempts", "--from", "2026-11-18T01:00", "--until", "2026-11-19 01:00", "--utc-offset", "+01:00"
      ).output == day.output)
    let wrong = Self.csv("query", "attempts", "--from", "tomorrow")
    #expect(wrong.status == 64 && wrong.errors.contains("24h ago"), "\(wrong.errors)")
    let known = Self.csv("query", "attempts", "--from", "yesterday", "--until", "today", "--as-of", "2026-11-19T12:00")
    #expect(known.errors.contains("--from is 2026-11-18T00:00:00.000Z\n--until is 2026-11-19T00:00:00.000Z\n"))
    #expect(
      known.output
        == Self.csv(
          "query", "attempts", "--from", "2026-11-18", "--until", "2026-11-19", "--as-of", "2026-11-19T12:00"
        ).output)
  }

  @Test func `last week is the one before as-of's`() {
    let last = Self.csv("query", "attempts", "--week", "last", "--as-of", "2026-11-19")
    #expect(last.errors.contains("--week is 2026-W46"))
    #expect(last.output == Self.csv("query", "attempts", "--week", "2026-W46", "--as-of", "2026-11-19").output)
  }

  @Test func `rows by time come in the order of time`() {
    for unit in ["hour", "day", "week"] {
      let times = Self.rows(Self.csv("query", "failure-rates", "--by", unit)).dropFirst().map {
        $0.prefix { $0 != "," }
      }
      #expect(times.count > 1)
      #expect(times == times.sorted(), "\(unit)")
    }
    let hours = Self.rows(Self.csv("query", "exposure", "--by", "hour", "--week", "2026-W47")).dropFirst()
    #expect(hours.count > 48 && hours.allSatisfy { $0.hasPrefix("2026-11-") && $0.dropFirst(10).first == "T" })
  }

  @Test func `a log that ended long ago is announced, unless as-of is given`() {
    let work = Workspace()
    work.nbtrack(
      "ingest", "-", input: #"{"observed_at":1600000000000,"kind":"poll","body":{"id":"a","status":"RUNNING"}}"# + "\n")
    #expect(work.nbtrack("status").errors.contains("the log ends "))
    #expect(work.nbtrack("query", "instances").errors.contains("(2020-09-13 12:26 UTC)"))
    #expect(work.nbtrack("query", "instances", "--as-of", "2020-10-01").errors.isEmpty)
    #expect(work.nbtrack("status", "--fail-if-older", "15m").status == 3)
    #expect(work.nbtrack("status", "--fail-if-older", "15m", "--as-of", "2020-09-13T12:30").status == 0)
    #expect(work.nbtrack("status", "--fail-if-older", "1m", "--as-of", "2020-09-13T12:30").status == 3)
  }

  // MARK: Words that are nearly right

  @Test(arguments: [
    (["statsu"], "Did you mean status?"), (["query", "stepp-latency"], "Did you mean step-latency?"),
    (["query", "LEASES"], "Did you mean leases?"),
    (["query", "failure-rates", "--by", "flavour"], "Did you mean flavor?"),
    (["query", "failure-rates", "--sort", "failurerate"], "Did you mean failure_rate?"),
    (["query", "attempts", "--columns", "outcom"], "Did you mean outcome?"),
    (["query", "attempts", "--flavr", "x"], "Did you mean '--flavor'?"),
    (["query", "--show", "lease"], "Did you mean leases?"),
  ])
  func `a mistyped word is answered with the one that was meant`(_ arguments: [String], _ text: String) {
    let outcome = Fleet.nbtrack(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(text), "\(outcome.errors)")
  }

  // MARK: SQL of one's own

  @Test func `SQL may stand on the command line or come from standard input`() {
    let sql = "SELECT count(*) AS starts FROM chosen_attempt"
    let inline = Self.csv("query", "-c", sql, "--flavor-class", "gpu")
    #expect(inline.status == 0, "\(inline.errors)")
    let piped = Tool.run(
      Tool.nbtrack, ["query", "-", "--flavor-class", "gpu", "--format", "csv"],
      environment: ["NBTRACK_DB=" + Fleet.work.database], input: Array(sql.utf8))
    #expect(piped.output == inline.output)
    #expect(inline.output == "starts\n\(Self.rows(Self.csv("query", "attempts", "--flavor-class", "gpu")).count - 1)\n")
  }

  @Test(arguments: ["DELETE FROM event", "CREATE TABLE t (a)", "PRAGMA user_version = 9", "ATTACH ':memory:' AS other"])
  func `a statement that would write is refused in those words`(sql: String) {
    let outcome = Self.csv("query", "-c", sql)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("a query may only read"), "\(outcome.errors)")
  }

  @Test func `a parameter without a value is named, with how to give it`() {
    let outcome = Self.csv("query", "-c", "SELECT name FROM v_instances ORDER BY name LIMIT :count")
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(":count has no value") && outcome.errors.contains("--param count=…"))
    #expect(
      Self.rows(Self.csv("query", "-c", "SELECT name FROM v_instances LIMIT :count", "--param", "count=2")).count == 3)
    // What the program knows may be left out.
    #expect(Self.csv("query", "-c", "SELECT :flavor AS flavor, :max_gap_ms AS gap").output == "flavor,gap\n,\n")
  }

  // MARK: What stopped notebooks cost

  @Test func `the disks of a week are those of every stop in it, and are what exposure tells of them - E22`() {
    let only = Self.rows(
      Self.csv("query", "storage-only", "--week", "2026-W47", "--columns", "notebook_id,gb_hours_best")
    )
    .dropFirst().map { $0.split(separator: ",") }
    let sum = only.reduce(0) { $0 + (Double($1[1]) ?? 0) }
    #expect((74_000...75_000).contains(sum), "\(sum)")
    // STORAGE minus COMPUTE where the volume keeps its size: the same, from another question.
    var storage: [Substring: (seconds: Double, gbHours: Double)] = [:]
    var compute: [Substring: Double] = [:]
    let exposed = Self.csv(
      "query", "exposure", "--by", "instance", "--week", "2026-W47", "--columns",
      "instance,resource,best_s,best_gb_hours")
    for row in Self.rows(exposed).dropFirst().map({ $0.split(separator: ",") }) {
      guard let seconds = Double(row[2]) else { continue }
      if row[1] == "STORAGE" { storage[row[0]] = (seconds, Double(row[3]) ?? 0) } else { compute[row[0]] = seconds }
    }
    let expected = storage.reduce(0) { sum, entry in
      let (seconds, gbHours) = entry.value
      return seconds > 0 ? sum + gbHours * (1 - (compute[entry.key] ?? 0) / seconds) : sum
    }
    #expect(abs(sum - expected) < expected / 50, "\(sum) and \(expected)")
    // A week of the past needs no as-of.
    #expect(Self.rows(Self.csv("query", "storage-only", "--week", "2026-W46")).count > 1)
  }

  // MARK: Rows, columns and gates

  @Test func `columns, order and number of rows are chosen`() {
    let outcome = Self.csv(
      "query", "failure-rates", "--by", "flavor", "--sort", "attempts desc", "--limit", "2",
      "--columns", "attempts,flavor")
    let rows = Self.rows(outcome)
    #expect(rows.count == 3 && rows[0] == "attempts,flavor")
    let counts = rows.dropFirst().compactMap { Int($0.prefix { $0 != "," }) }
    #expect(counts == counts.sorted(by: >))
    let large = Self.rows(Self.csv("query", "failure-rates", "--by", "flavor", "--min-n", "\(counts[1])"))
    #expect(large.count >= 3 && large.count < Self.rows(Self.csv("query", "failure-rates", "--by", "flavor")).count)
    #expect(Self.rows(Self.csv("status", "--sort", "name", "--limit", "3", "--columns", "name")).count == 4)
  }

  @Test func `a gate takes percents, says nothing when it is quiet and nothing trips, and marks what does`() {
    let gate = ["query", "failure-rates", "--by", "flavor", "--min-n", "5", "--fail-if"]
    let calm = Fleet.nbtrack(gate + ["failure_rate > 99%", "--quiet"])
    #expect(calm.status == 0 && calm.output.isEmpty)
    let tripped = Fleet.nbtrack(gate + ["failure_rate > 5%", "--quiet", "--format", "csv"])
    #expect(tripped.status == 3)
    let all = Fleet.nbtrack(gate + ["failure_rate > 0.05", "--format", "csv"])
    #expect(all.status == 3)
    #expect(Self.rows(tripped).count > 1 && Self.rows(tripped).count < Self.rows(all).count)
    let marked = Fleet.nbtrack(gate + ["failure_rate > 5%", "--format", "markdown"])
    #expect(Self.rows(marked).filter { $0.hasPrefix("| ! ") }.count == Self.rows(tripped).count)
    // A row that is not shown trips it all the same.
    #expect(Fleet.nbtrack(gate + ["failure_rate > 5%", "--limit", "0"]).status == 3)
    let wrong = Fleet.nbtrack(gate + ["failure_rate"])
    #expect(wrong.status == 64 && wrong.errors.contains(">= <= != == > < ="))
  }

  @Test func `an alert about leases is about now, not about the end of the log`() {
    let work = Workspace()
    let begin = 1_600_000_000_000
    work.nbtrack(
      "ingest", "-",
      input:
        #"{"observed_at":\#(begin),"kind":"poll","body":{"id":"a","status":"RUNNING","lease":{"create_at":\#(begin),"duration":3600000,"enable":true}}}"#
        + "\n")
    #expect(work.nbtrack("query", "leases", "--within", "2h").output.contains(",60,1,"))
    #expect(work.nbtrack("query", "leases", "--within", "2h", "--fail-if-any").status == 0)
    #expect(
      work.nbtrack("query", "leases", "--within", "2h", "--fail-if-any", "--as-of", "2020-09-13T12:27").status == 3)
  }
}
