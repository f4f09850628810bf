import NBSources
import NBTestFiles
import Testing

@Suite struct FollowSetTests {
  let directory = TemporaryDirectory()

  @Test func `gives files that are there, and those that come later, once each`() {
    directory.write("{}", to: "in/a.jsonl")
    let set = FollowSet([directory.file("in"), directory.file("late.jsonl"), directory.file("in/a.jsonl")])
    #expect(set.newSources().map(\.name) == [directory.file("in/a.jsonl")])
    #expect(set.newSources().isEmpty)
    directory.write("{}", to: "late.jsonl")
    directory.write("{}", to: "in/b.jsonl")
    directory.write("{}", to: "in/README")
    // Told by the change; the time only bounds a failure.
    set.wait(atMost: 10_000, descriptors: [])
    #expect(set.newSources().map(\.name) == [directory.file("in/b.jsonl"), directory.file("late.jsonl")])
    #expect(set.newSources().isEmpty)
  }

  @Test func `standard input alone never grows into more`() {
    #expect(!FollowSet(["-"]).mayGrow && FollowSet(["-", "x"]).mayGrow)
    #expect(FollowSet(["-"]).newSources() == [.standardInput])
  }
}
