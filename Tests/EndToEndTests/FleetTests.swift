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
}
