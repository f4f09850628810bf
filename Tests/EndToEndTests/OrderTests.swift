import Testing

/// The order of arrival changes positions, and nothing else.
struct OrderTests {
  @Test func `shuffled, split over files or one by one, the projections are the same`() {
    var lines = Array(Samples.dayLines.prefix(400))
    let text = { (lines: ArraySlice<String>) in lines.joined(separator: "\n") + "\n" }
    let straight = Workspace()
    straight.nbtrack("ingest", "-", input: text(lines[...]))
    let expected = straight.projections()
    #expect(expected.split(separator: "\n").count > 20)

    let oneByOne = Workspace()
    oneByOne.nbtrack("ingest", "--batch", "1", "-", input: text(lines[...]))
    #expect(oneByOne.projections() == expected)

    var generator = SeededGenerator(state: 7)
    lines.shuffle(using: &generator)
    let shuffled = Workspace()
    #expect(shuffled.nbtrack("ingest", "--batch", "37", "-", input: text(lines[...])).status == 0)
    #expect(shuffled.nbtrack("verify").status == 0)
    #expect(shuffled.projections() == expected)

    let split = Workspace()
    split.folder.write(text(lines[..<150]), to: "x/2.jsonl")
    split.folder.write(text(lines[150..<260]), to: "x/1.jsonl")
    split.folder.write(text(lines[200...]), to: "x/3.jsonl")
    #expect(split.nbtrack("ingest", split.folder.file("x")).status == 0)
    #expect(split.nbtrack("verify").status == 0)
    #expect(split.projections() == expected)
  }
}

/// SplitMix64: the same shuffle every time.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
