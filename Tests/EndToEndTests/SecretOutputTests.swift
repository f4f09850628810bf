import Glibc
import NBTestFiles
import NBTestHistories
import Testing

/// Secrets of every class, planted in members that answers and reports show: none is in a file or in anything said.
struct SecretOutputTests {
  let work = Workspace()
  private static let formats = ["table", "csv", "json", "jsonl", "markdown"]

  /// Everything that the programs said.
  private final class Said {
    var bytes: [UInt8] = []
    var runs = 0
  }

  private let said = Said()

  @discardableResult
  private func run(_ program: String, _ arguments: [String], input: [UInt8] = []) -> Outcome {
    let outcome = Tool.run(program, arguments, environment: ["NBTRACK_DB=" + work.database], input: input)
    said.bytes += Array((outcome.output + outcome.errors).utf8)
    said.runs += 1
    return outcome
  }

  @discardableResult
  private func nbtrack(_ arguments: String..., input: [UInt8] = []) -> Outcome {
    run(Tool.nbtrack, arguments, input: input)
  }

  /// A start that fails, with a secret of the class in what reports show, and the same lines broken.
  private static func lines(_ kind: SecretClass, _ index: Int, _ random: inout SeededRandom) -> [String] {
    let member = kind.member(SecretClass.secret(&random), &random)
    var shown: [(String, JSONValue)] = [member]
    if case .string = member.1, kind != .memberOfSecretName {
      shown += ["name", "fail_reason", "description", "workspace_id", "flavor"].map { ($0, member.1) }
      shown.append(("user", .object([("id", member.1), ("name", member.1)])))
      shown.append(("image", .object([("id", member.1), ("name", member.1)])))
    }
    let start = 1_794_816_000_000 + index * 600_000
    return ["STARTING", "START_FAILED", "STOPPED"].enumerated().flatMap { step, status in
      let body = JSONValue.object([("id", .string("nb-\(index)")), ("status", .string(status))] + shown)
      let line =
        "{\"observed_at\":\(start + step * 60_000),\"kind\":\"\(step == 0 ? "start" : "poll")\",\"body\":\(body.text)}"
      return [line, String(line.dropLast(2)), "{\"observed_at\":5,\"kind\":\"poll\",\"body\":\(body.text)}"]
    }
  }

  @Test func `no secret of any class is in a file, in an answer, in a report or in a message`() throws {
    var random = SeededRandom(4)
    var planted: [SecretClass: Int] = [:]
    var lines: [String] = []
    let each = Thoroughness.pick(sample: 2, full: 40)
    for (index, kind) in SecretClass.allCases.flatMap({ [SecretClass](repeating: $0, count: each) }).enumerated() {
      let more = Self.lines(kind, index, &random)
      lines += more
      planted[kind, default: 0] += more.count
    }
    let text = Array((lines.joined(separator: "\n") + "\n").utf8)
    let source = "dump?token=\(SecretClass.mark)x.jsonl"
    work.folder.write(text, to: source)
    let rejects = work.folder.file("rejects.jsonl")
    let first = nbtrack("ingest", "--rejects", rejects, work.folder.file(source))
    #expect(first.value("appended") == "\(planted.count * each * 3)")
    // What the run says of the source, and what it keeps of it, has no secret; the name itself was given to it.
    unlink(work.folder.file(source))
    nbtrack("ingest", "--format", "json", "-", input: text)
    nbtrack("ingest", "--dry-run", "-", input: text)
    ask()
    let names = report()
    nbtrack("backup", work.folder.file("copy.db"))
    work.folder.write([UInt8](repeating: 7, count: 32), to: "key")
    let packed = nbtrack("pack", "--key", work.folder.file("key"), "-", input: text)
    nbtrack(
      "unpack", "--key", work.folder.file("key"), "--db", work.folder.file("unpacked.db"), "-",
      input: Array(packed.output.utf8))
    #expect(bytesHold(said.bytes, "nb-1") && said.runs > 100)
    #expect(names > 10, "reports were written")
    #expect(!bytesHold(said.bytes, SecretClass.mark), "\(Self.context(of: SecretClass.mark, in: said.bytes))")
    #expect(work.folder.files(holding: SecretClass.mark) == [])
    for kind in SecretClass.allCases {
      Thoroughness.report("secrets said, \(kind.rawValue): \(planted[kind] ?? 0) lines in \(said.runs) runs, found 0")
    }
  }

  /// Every question, in every format, and commands that take names.
  private func ask() {
    let questions = [
      "instances", "attempts", "steps", "failure-rates", "failure-reasons", "start-latency", "step-latency", "exposure",
      "leases", "quality", "states", "storage-only", "changes", "ready-curve", "week-over-week",
    ]
    for format in Self.formats {
      for question in questions { nbtrack("query", question, "--format", format) }
      nbtrack("query", "-c", "SELECT * FROM v_instances", "--format", format)
      nbtrack("status", "--format", format)
      nbtrack("history", "nb-1", "--format", format)
      nbtrack("rejects", "--format", format)
      nbtrack("changes", "--format", format)
      nbtrack("info", "--format", format)
    }
    nbtrack("history", "nb-1", "--events")
    nbtrack("why", "nb-1")
    nbtrack("export")
    nbtrack("verify")
    // Errors that name what there is.
    for filter in ["--flavor", "--image", "--user", "--workspace", "--project", "--region"] {
      nbtrack("query", "attempts", filter, "nothing-of-this-name")
    }
    nbtrack("history", "nb")
    nbtrack("redact", "--text", "no such text", "--reason", "r", "--dry-run")
    nbtrack("void", "--positions", "1", "--reason", "r", "--dry-run")
  }

  /// Both reports in every form; the number of files written. What was zipped is said unzipped.
  private func report() -> Int {
    let program = String(Tool.nbtrack.dropLast("nbtrack".count)) + "nbreport"
    var count = 0
    for name in ["weekly", "weekly-details"] {
      for format in ["text", "markdown", "html"] {
        run(program, [name, "--week", "2026-W47", "--format", format])
      }
      for format in ["csv", "markdown"] {
        let folder = "\(name)-\(format)"
        run(program, [name, "--week", "2026-W47", "--format", format, "--output", work.folder.file(folder) + "/"])
        for file in work.folder.names(in: folder) {
          said.bytes += work.folder.bytes(of: "\(folder)/\(file)") ?? []
          count += 1
        }
      }
      // Where the library for workbooks is installed.
      run(program, [name, "--week", "2026-W47", "--output", work.folder.file("\(name).xlsx")])
      if let book = work.folder.bytes(of: "\(name).xlsx") {
        let sheets = unzipped(book)
        #expect(bytesHold(sheets, "<worksheet"))
        said.bytes += sheets
      }
    }
    return count
  }

  private static func context(of mark: String, in bytes: [UInt8]) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    return text.split(separator: "\n").first { $0.contains(mark) }.map { String($0.prefix(400)) } ?? ""
  }
}
