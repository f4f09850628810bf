import Glibc
import NBTestFiles
import Testing

/// `pack` and `fold` as a pipe has them.
struct FleetTests {
  let work = Workspace()
  private let through = ["--through", "2026-11-30"]

  init() { work.folder.write(String(repeating: "k", count: 32), to: "fleet.key") }

  private func pack(_ arguments: String..., input: String = "") -> Outcome {
    Tool.run(
      Tool.nbtrack, ["pack", "--key", work.folder.file("fleet.key")] + arguments, input: Array(input.utf8))
  }

  private func fold(_ lines: [Substring], _ arguments: String...) -> Outcome {
    Tool.run(
      Tool.nbtrack, ["fold"] + through + arguments, input: Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  private func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }

  private func sorted(_ text: String) -> [Substring] {
    lines(text).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  @Test func `blocks of several packs, sorted as text, fold to the rows of one`() {
    let whole = pack(Samples.path("fleet"))
    #expect(whole.status == 0)
    #expect(lines(whole.output).last?.hasPrefix(#"{"type":"packed","observations":22480,"events":22480"#) == true)
    let expected = fold(lines(whole.output))
    #expect(expected.status == 0)
    #expect(lines(expected.output).last?.hasPrefix(#"{"type":"folded","streams":19,"events":22480,"#) == true)

    // Little memory: many blocks a notebook and day, in order all the same.
    let small = pack("--memory", "200k", Samples.path("fleet"))
    #expect(small.status == 0)
    #expect(lines(small.output).count > lines(whole.output).count)
    let blocks = lines(small.output).dropLast().map { line in
      line[..<(line.firstRange(of: ",\"type\"")?.lowerBound ?? line.endIndex)]
    }
    #expect(blocks.elementsEqual(blocks.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }))

    let part = pack(Samples.day)
    let rows = fold(sorted(small.output + part.output))
    #expect(rows.status == 0)
    #expect(sorted(rows.output).dropLast() == sorted(expected.output).dropLast())
    #expect(fold(lines(expected.output), "--selection").status == 0)
    #expect(fold(sorted(small.output + part.output), "--checkpoints", "daily").status == 0)
  }

  @Test func `what pack cannot read is a reject with the name of its source, and status 2`() {
    let broken = pack("--source-prefix", "obs://landing/", Samples.path("broken-lines/broken.jsonl"))
    #expect(broken.status == 2)
    let rejects = lines(broken.output).filter { $0.hasPrefix(#"{"type":"reject""#) }
    #expect(rejects.count == 10)
    #expect(rejects.allSatisfy { $0.contains(#""source":"obs://landing/broken.jsonl""#) })
    #expect(lines(broken.output).last?.contains(#""rejected":10"#) == true)

    let other = pack("--days", "2026-11-01..2026-11-02", "-", input: Samples.polls(2))
    #expect(other.status == 2)
    #expect(other.output.contains("`observed_at` is outside the days of this run"))
    // 1_794_000_000_000 is on the seventh.
    #expect(pack("--days", "2026-11-06..20764", "-", input: Samples.polls(2)).status == 0)
    #expect(pack("-", input: #"{"id":"a","status":"RUNNING"}"#).status == 2)
  }

  @Test func `a source that cannot be read leaves no last line`() {
    for missing in [["/nonexistent"], [Samples.day, "/proc/self/mem"]] {
      let outcome = Tool.run(Tool.nbtrack, ["pack", "--key", work.folder.file("fleet.key")] + missing)
      #expect(outcome.status == 1)
      #expect(!outcome.output.contains("packed"))
    }
    #expect(Tool.run(Tool.nbtrack, ["pack", "--key", "/nonexistent", Samples.day]).status == 1)
    #expect(Tool.run(Tool.nbtrack, ["pack", Samples.day]).status == 64)
    #expect(Tool.run(Tool.nbtrack, ["fold"]).status == 64)
  }

  @Test func `fold says by its status what is wrong with its input`() {
    let whole = lines(pack("-", input: Samples.polls(5) + Samples.polls(5, id: "b")).output)
    #expect(fold(whole).status == 0)
    let cut = fold(whole.dropLast())
    #expect(cut.status == 4)
    #expect(cut.errors.contains("the last line of `nbtrack pack` is missing"))
    #expect(!cut.output.contains("folded"))
    #expect(fold([whole[0].dropLast(20)]).status == 4)
    #expect(fold(whole + [whole[0]]).status == 4)

    let rows = fold(whole)
    let states = lines(rows.output).filter { $0.contains(#""type":"state""#) }
    #expect(states.count == 2)
    #expect(
      fold(states.map { Substring($0.replacing(#""versions":{"#, with: #""versions":{"another":1,"#)) }).status == 6)
    #expect(fold(states + [whole[0]], "--selection").status == 4)
    let again = fold([states[0], whole[0], states[1]], "--selection")
    #expect(again.status == 2)
    #expect(again.output.contains(#""type":"late""#))
    #expect(again.output.contains(#""late":1"#))
  }

  @Test func `the columns of the lines are told`() {
    let schema = Tool.run(Tool.nbtrack, ["fold", "--schema"])
    #expect(schema.status == 0)
    let types = lines(schema.output).map { $0.split(separator: "\"")[3] }
    #expect(types == ["attempt", "step", "exposure_spell", "instance", "open", "open_step", "state", "coverage"])
  }

  @Test func `a merged database answers like one that ingested the same, and says what needs a log`() throws {
    let blocks = pack(Samples.path("fleet")).output
    work.folder.write(blocks, to: "blocks.jsonl")
    work.folder.write(fold(lines(blocks)).output, to: "rows.jsonl")
    let seal = Tool.run(Tool.nbtrack, ["seal", "--run", "one", work.folder.file("blocks.jsonl")])
    #expect(seal.status == 0)
    work.folder.write(seal.output, to: "manifest.jsonl")
    let merge = [
      "merge", work.folder.file("fleet.db"), work.folder.file("rows.jsonl"), work.folder.file("manifest.jsonl"),
    ]
    let merged = Tool.run(Tool.nbtrack, merge)
    #expect(merged.status == 0)
    #expect(merged.value("events") == "22480")
    // Again over itself.
    #expect(Tool.run(Tool.nbtrack, merge).status == 0)

    let unpacked = work.nbtrack(
      "unpack", "--key", work.folder.file("fleet.key"), work.folder.file("blocks.jsonl"))
    #expect(unpacked.value("appended") == "22480")
    #expect(work.nbtrack("verify").status == 0)
    // The same events of every instance as a database that ingested the files, in another order.
    work.nbtrack(on: "ingested.db", "ingest", Samples.path("fleet"))
    let digests = work.nbtrack(on: "ingested.db", "info", "--streams", "--format", "csv").output
    #expect(lines(digests).count == 20)
    #expect(work.nbtrack("info", "--streams", "--format", "csv").output == digests)
    #expect(work.projections(of: "fleet.db") == work.projections())
    for question in ["quality", "leases", "failure-rates", "storage-only"] {
      let arguments = ["query", question, "--format", "csv"]
      func answer(_ name: String) -> String {
        Tool.run(Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + work.folder.file(name)]).output
      }
      #expect(answer("fleet.db") == answer("log.db"), "\(question)")
    }
    #expect(work.nbtrack(on: "fleet.db", "info").output.contains(try #require(merged.value("head"))))

    for arguments in [
      ["export"], ["verify"], ["info", "--streams"], ["rebuild"], ["history", "3d2b0fb3"],
      ["status", "--as-of", "2026-11-18T00:00:00Z"],
      ["ingest", Samples.day], ["query", "exposure", "--max-gap", "5s"],
    ] {
      let outcome = Tool.run(Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + work.folder.file("fleet.db")])
      #expect(outcome.status == 1, "\(arguments)")
      #expect(outcome.errors.contains("holds the rows of a fleet"), "\(arguments)")
    }
    #expect(Tool.run(Tool.nbtrack, ["merge", work.database, work.folder.file("rows.jsonl")]).status == 1)
  }

  @Test func `a cut set of rows is not merged, and what was there stays`() {
    let rows = lines(fold(lines(pack("-", input: Samples.polls(5)).output)).output)
    func merge(_ lines: some Sequence<Substring>) -> Int32 {
      Tool.run(
        Tool.nbtrack, ["merge", work.folder.file("fleet.db"), "-"],
        input: Array(lines.map { $0 + "\n" }.joined().utf8)
      ).status
    }
    #expect(merge(rows) == 0)
    #expect(merge(rows.dropLast()) == 4)
    #expect(merge(rows.map { Substring($0.replacing(#""versions":{"#, with: #""versions":{"another":1,"#)) }) == 6)
    #expect(work.nbtrack(on: "fleet.db", "query", "instances").status == 0)
    #expect(work.folder.contains("fleet.db"))
  }

  @Test func `the manifest proves that a fleet only grew`() throws {
    let first = pack("-", input: Samples.polls(5)).output
    let second = pack("-", input: Samples.polls(3, id: "b")).output
    func seal(_ name: String, _ blocks: String) -> Outcome {
      Tool.run(
        Tool.nbtrack, ["seal", "--run", name, "--manifest", work.folder.file("manifest.jsonl")],
        input: Array(blocks.utf8))
    }
    func verify(_ arguments: String..., blocks: String = "") -> Outcome {
      Tool.run(
        Tool.nbtrack, ["verify", "--manifest", work.folder.file("manifest.jsonl")] + arguments,
        input: Array(blocks.utf8))
    }
    work.folder.write("", to: "manifest.jsonl")
    let one = seal("one", first).output
    work.folder.write(one, to: "manifest.jsonl")
    let head = try #require(verify().value("head"))
    #expect(seal("one", second).status == 4)
    let two = seal("two", second).output
    work.folder.write(one + two, to: "manifest.jsonl")
    #expect(verify("--head", head).output.contains("run=1 name=one"))
    #expect(verify("--head", String(repeating: "0", count: 64)).status == 4)
    #expect(verify("--run", "two", "-", blocks: second).status == 0)
    #expect(verify("--run", "two", "-", blocks: first).status == 4)
    #expect(verify("--run", "three", "-", blocks: first).status == 4)
    // A run that is taken out, or whose place is another's.
    work.folder.write(two, to: "manifest.jsonl")
    #expect(verify().status == 4)
    work.folder.write(one.replacing("\"run\":1", with: "\"run\":2") + two, to: "manifest.jsonl")
    #expect(verify().status == 4)
  }
}
