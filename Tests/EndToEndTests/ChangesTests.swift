import Glibc
import NBTestFiles
import Testing

/// `changes` and `why` on a log whose incident is known.
struct ChangesTests {
  /// The incident in one database that tests only read.
  private static let work: Workspace = {
    let work = Workspace()
    let outcome = work.nbtrack("ingest", "-", input: IncidentLog().text)
    precondition(outcome.status == 0, "the incident cannot be ingested: \(outcome.errors)")
    return work
  }()

  /// The answer without options, which several tests look at: a search takes a second in a debug build.
  private static let answer = run(["changes", "--format", "csv"])

  private static func run(_ arguments: [String]) -> Outcome {
    Tool.run(Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + work.database], input: [])
  }

  private func nbtrack(_ arguments: String...) -> Outcome { Self.run(arguments) }

  /// The rows of an answer in CSV, each by the names of its columns.
  private func rows(_ outcome: Outcome) throws -> [[String: String]] {
    let table = try #require(readCSV(Array(outcome.output.utf8)))
    let names = try #require(table.first)
    return table.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(names, $0)) }
  }

  @Test func `without options the first line is the incident, when it began and how large it is`() throws {
    let page = nbtrack("changes", "--format", "table")
    #expect(page.status == 0, "\(page.errors)")
    let lines = page.output.split(separator: "\n").map(String.init)
    let head = try #require(lines.first)
    #expect(head.hasPrefix("v100 step 2: ") && head.contains(" → ") && head.hasSuffix("(p < 0.001)"))
    #expect(head.contains("since 19 Nov") || head.contains("between 19 Nov"))
    #expect(lines.contains { $0.hasPrefix("Unchanged: ") && $0.contains("t4") && $0.contains("cpu.8u") })

    let first = try #require(rows(Self.answer).first)
    #expect(first["flavor"] == "modelarts.vm.gpu.v100" && first["measure"] == "step" && first["step"] == "2")
    #expect(first["verdict"] == "slower")
    #expect(try #require(first["since_earliest"]) <= "2026-11-19T09:00:00.000Z")
    #expect(try #require(first["since_latest"]) >= "2026-11-19T09:00:00.000Z")
    #expect(try (2...4.5).contains(#require(Double(first["factor"] ?? ""))))
  }

  @Test func `flavors that the incident spared are named unchanged`() throws {
    let others = try rows(Self.answer).filter { $0["flavor"] != "modelarts.vm.gpu.v100" }
    #expect(others.count == 12)
    #expect(others.allSatisfy { $0["verdict"] == "unchanged" && $0["since_low"] == "" })
  }

  @Test func `the order of arrival changes no byte`() {
    let work = Workspace()
    let lines = IncidentLog().lines
    let mixed = (0..<7).flatMap { part in lines.indices.filter { $0 % 7 == part }.reversed().map { lines[$0] } }
    #expect(work.nbtrack("ingest", "-", input: mixed.joined(separator: "\n") + "\n").status == 0)
    #expect(work.nbtrack("changes", "--format", "csv").output == Self.answer.output)
  }

  @Test func `the gate trips where something changed, and nowhere else`() {
    #expect(nbtrack("changes", "--fail-if-any", "--format", "jsonl").status == 3)
    #expect(nbtrack("changes", "--fail-if-any", "--flavor", "modelarts.vm.gpu.t4").status == 0)
    // The day before the incident.
    #expect(nbtrack("changes", "--fail-if-any", "--as-of", "2026-11-19T08:00:00Z").status == 0)
  }

  @Test func `the window moves with since, a duration or a time`() throws {
    let all = try rows(Self.answer).compactMap { Int($0["n"] ?? "") }.reduce(0, +)
    let two = try rows(nbtrack("changes", "--since", "2d", "--format", "csv")).compactMap { Int($0["n"] ?? "") }
    let same = nbtrack("changes", "--since", "2026-11-16T00:00:00Z", "--format", "csv")
    #expect(two.reduce(0, +) < all && two.reduce(0, +) > 0)
    #expect(same.output == Self.answer.output)
    #expect(nbtrack("changes", "--since", "soon").status == 64)
    #expect(nbtrack("changes", "--by", "colour").status == 64)
  }

  @Test func `why names the step, and the platform where the others of that hour were slow too`() throws {
    let page = nbtrack("why", "v100-03-id", "--format", "table")
    #expect(page.status == 0, "\(page.errors)")
    let head = try #require(page.output.split(separator: "\n").first)
    #expect(head.hasPrefix("v100-03, start 6 of 20 Nov 10:09 UTC: slower than "))
    #expect(
      head.contains(" of 100, in step 2; ") && head.contains(" of 11 other v100 starts in that hour were slow too"))
    #expect(head.hasSuffix("it is the platform, not this notebook."))
    let parts = try rows(nbtrack("why", "v100-03-id", "--format", "csv"))
    #expect(parts.map { $0["measure"] } == ["start", "step", "step", "step", "step"])
    for part in parts {
      let shares = try ["longer_share_low", "longer_share", "longer_share_high"].map {
        try #require(Double(part[$0] ?? ""))
      }
      #expect(shares == shares.sorted())
    }
  }

  @Test func `why says that an ordinary start was one, and what it cannot find`() throws {
    let ordinary = try rows(nbtrack("why", "t4-03-id", "--format", "csv"))
    #expect(ordinary.first?["standing"] == "ordinary" || ordinary.first?["standing"] == "slow")
    #expect(ordinary.first?["scope"] != "platform")
    let first = nbtrack("why", "v100-00-id", "--attempt", "1", "--format", "csv")
    #expect(try rows(first).first?["standing"] == "too_few")
    let none = nbtrack("why", "v100-00-id", "--attempt", "99")
    #expect(none.status == 1 && none.errors.contains("no start number 99"))
    #expect(nbtrack("why", "nobody").status == 1)
  }
}
