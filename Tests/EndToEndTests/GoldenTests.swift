import Glibc
import Testing

/// What the named questions answer on the samples' fleet, byte for byte.
///
/// With NBTRACK_RECORD_GOLDENS=1 the files are written anew, and the run fails: a recording is looked at, not trusted.
struct GoldenTests {
  /// Name of the golden and the arguments of the question.
  static let cases: [(name: String, arguments: [String])] = [
    ("status.txt", ["status", "--as-of", "2026-11-20T00:00:00Z", "--format", "table"]),
    ("status-one.json", ["status", "553397d5", "--format", "json"]),
    ("query-list.md", ["query", "--list", "--format", "markdown"]),
    ("instances.csv", ["query", "instances"]),
    ("attempts-npu.csv", ["query", "attempts", "--flavor-class", "npu"]),
    ("attempts.md", ["query", "attempts", "--week", "2026-W46", "--format", "markdown"]),
    ("steps-npu.csv", ["query", "steps", "--flavor-class", "npu"]),
    ("steps.jsonl", ["query", "steps", "--week", "2026-W46", "--step", "2", "--format", "jsonl"]),
    ("step-latency.txt", ["query", "step-latency", "--format", "table"]),
    ("step-latency-gpu.csv", ["query", "step-latency", "--step", "2", "--flavor-class", "gpu", "--by", "flavor"]),
    ("step-latency-age.csv", ["query", "step-latency", "--measure", "age", "--by", "flavor_class"]),
    ("start-latency.json", ["query", "start-latency", "--within", "60s,5m", "--format", "json"]),
    ("start-latency.csv", ["query", "start-latency", "--by", "flavor_class,week", "--clock", "polls"]),
    ("failure-rates.csv", ["query", "failure-rates"]),
    ("failure-rates-exact.txt", ["query", "failure-rates", "--by", "image", "--exact", "--format", "table"]),
    ("failure-reasons.csv", ["query", "failure-reasons", "--by", "flavor"]),
    ("exposure.csv", ["query", "exposure", "--week", "2026-W47"]),
    ("exposure-days.csv", ["query", "exposure", "--by", "day", "--utc-offset", "+01:00", "--max-gap", "5m"]),
    ("exposure-free.md", ["query", "exposure", "--by", "workspace", "--free-gb", "EVS=50", "--format", "markdown"]),
    ("storage-only.txt", ["query", "storage-only", "--format", "table"]),
    ("ready-curve.csv", ["query", "ready-curve", "--by", "flavor_class", "--week", "2026-W47"]),
    ("states.csv", ["query", "states", "--week", "2026-W47", "--instance", "sandbox-piet"]),
    ("leases.csv", ["query", "leases"]),
    ("week-over-week.csv", ["query", "week-over-week", "--week", "2026-W47"]),
    ("quality.csv", ["query", "quality"]),
    ("changes.csv", ["query", "changes"]),
    ("changes-image.jsonl", ["changes", "--by", "image_name", "--format", "jsonl"]),
    ("changes.txt", ["changes", "--format", "table"]),
    ("why.txt", ["why", "7ede90bf", "--format", "table"]),
    ("week-over-week.csv", ["query", "week-over-week", "--week", "2026-W47"]),
    ("instances-as-of.csv", ["query", "instances", "--as-of", "2026-11-18T12:00:00Z"]),
    ("failure-rates-as-of.csv", ["query", "failure-rates", "--as-of", "2026-11-18T12:00:00+01:00", "--last", "24h"]),
  ]

  /// Pages for people at the width that their names end in.
  static let pages: [(name: String, arguments: [String])] = [
    ("status-80.txt", ["status", "--as-of", "2026-11-20T00:00:00Z"]),
    ("status-140.txt", ["status", "--as-of", "2026-11-20T00:00:00Z"]),
    ("attempts-80.txt", ["query", "attempts", "--last", "1d", "--user", "aisha.khan"]),
    ("attempts-140.txt", ["query", "attempts", "--last", "1d", "--user", "aisha.khan"]),
    ("step-latency-80.txt", ["query", "step-latency", "--flavor-class", "gpu"]),
    ("step-latency-140.txt", ["query", "step-latency", "--step", "2", "--by", "flavor"]),
    ("start-latency-80.txt", ["query", "start-latency", "--by", "flavor_class", "--week", "2026-W47"]),
    ("start-latency-140.txt", ["query", "start-latency", "--by", "flavor_class", "--week", "2026-W47"]),
    ("failure-rates-80.txt", ["query", "failure-rates", "--by", "image"]),
    ("failure-rates-140.txt", ["query", "failure-rates"]),
    ("failure-reasons-80.txt", ["query", "failure-reasons"]),
    ("exposure-80.txt", ["query", "exposure", "--week", "2026-W47", "--by", "none"]),
    ("exposure-140.txt", ["query", "exposure", "--by", "instance", "--week", "2026-W47"]),
    ("storage-only-80.txt", ["query", "storage-only"]),
    ("leases-80.txt", ["query", "leases"]),
    ("steps-80.txt", ["query", "steps", "--flavor-class", "npu"]),
    ("instances-80.txt", ["query", "instances"]),
    ("quality-80.txt", ["query", "quality"]),
    ("week-over-week-80.txt", ["query", "week-over-week", "--week", "2026-W47"]),
    ("week-over-week-140.txt", ["query", "week-over-week", "--week", "2026-W47"]),
    ("query-list-80.txt", ["query", "--list"]),
  ]

  private static let isRecording = getenv("NBTRACK_RECORD_GOLDENS").map { String(cString: $0) } == "1"

  @Test(arguments: cases)
  func `a question is answered as its golden says`(_ name: String, _ arguments: [String]) {
    let format = arguments.contains("--format") ? [] : ["--format", "csv"]
    Self.compare(Fleet.nbtrack(arguments + format), name)
  }

  @Test(arguments: pages)
  func `a page is what its golden shows, and no wider than the terminal`(_ name: String, _ arguments: [String]) throws {
    let width = try #require(Int(name.filter(\.isNumber)))
    let outcome = Fleet.nbtrack(arguments + ["--format", "table"], environment: ["COLUMNS=\(width)"])
    Self.compare(outcome, name)
    for line in outcome.output.split(separator: "\n") { #expect(line.count <= width, "\(name): \(line)") }
  }

  private static func compare(_ outcome: Outcome, _ name: String) {
    #expect(outcome.status == 0, "\(outcome.errors)")
    let path = Samples.root + "/Tests/EndToEndTests/Goldens/" + name
    if isRecording {
      let file = fopen(path, "w")
      fputs(outcome.output, file)
      fclose(file)
      Issue.record("recorded \(name): look at the difference, then run without NBTRACK_RECORD_GOLDENS")
      return
    }
    let golden = String(decoding: Samples.bytes(of: path), as: UTF8.self)
    #expect(golden.isEmpty == false, "\(name) is missing")
    let isSame = outcome.output == golden
    #expect(isSame, "\(name) differs in \(difference(golden, outcome.output))")
  }

  @Test func `every named question has a golden`() {
    let listed = Fleet.nbtrack(["query", "--list", "--format", "csv"]).output.split(separator: "\n").dropFirst()
      .map { String($0.prefix { $0 != "," }) }
    #expect(listed.count >= 11)
    for name in listed { #expect(Self.cases.contains { $0.arguments.contains(name) }, "\(name)") }
  }

  @Test func `the first page shows what is printed`() throws {
    let readme = String(decoding: Samples.bytes(of: Samples.root + "/README.md"), as: UTF8.self)
    let block = try #require(Self.part(of: readme, after: "```console\n", before: "\n```"))
    var checked = 0
    for example in block.split(separator: "$ nbtrack ").dropFirst() {
      let lines = example.split(separator: "\n")
      var arguments = lines[0].split(separator: " ").map(String.init)
      guard arguments[0] == "query" else { continue }
      if !arguments.contains("--format") { arguments += ["--format", "csv"] }
      let output = Fleet.nbtrack(arguments).output.split(separator: "\n")
      #expect(output == Array(lines.dropFirst()), "\(arguments)")
      checked += 1
    }
    #expect(checked == 2)
  }

  private static func part(of text: String, after begin: String, before end: String) -> Substring? {
    let pieces = text.split(separator: begin, maxSplits: 1)
    return pieces.count == 2 ? pieces[1].split(separator: end, maxSplits: 1).first : nil
  }

  /// The first line that differs.
  private static func difference(_ golden: String, _ output: String) -> String {
    let left = golden.split(separator: "\n", omittingEmptySubsequences: false)
    let right = output.split(separator: "\n", omittingEmptySubsequences: false)
    let at = zip(left, right).enumerated().first { $1.0 != $1.1 }?.offset ?? min(left.count, right.count)
    func line(_ lines: [Substring]) -> Substring { at < lines.count ? lines[at] : "(no line)" }
    return "line \(at + 1)\n  golden: \(line(left))\n  output: \(line(right))"
  }
}
