import NBObservations
import Testing

@testable import NBProjections

/// An observation, by shorthand, feature and pool, and the flags that each resource's row reports of it.
struct FlagCase: CustomTestStringConvertible, Sendable {
  let shorthand: String
  let feature: String?
  let hasPool: Bool
  let compute: [String]
  let storage: [String]

  init(_ shorthand: String, _ feature: String?, pool: Bool, compute: [String], storage: [String]) {
    self.shorthand = shorthand
    self.feature = feature
    hasPool = pool
    self.compute = compute
    self.storage = storage
  }

  var testDescription: String { "\(shorthand) \(feature ?? "-")\(hasPool ? " in a pool" : "")" }
}

private let flagCases: [FlagCase] = [
  FlagCase("R[S,C]", "DEFAULT", pool: false, compute: ["free-but-listed"], storage: ["free-but-listed"]),
  FlagCase(
    "R[S,GPU]", "DEFAULT", pool: false, compute: ["unknown-item"], storage: ["free-but-listed", "unknown-item"]),
  FlagCase("P[ALL]", nil, pool: false, compute: ["listed-while-stopped"], storage: []),
  FlagCase("RESTING[C,GPU]", nil, pool: false, compute: ["unknown-item", "unknown-status"], storage: ["unknown-item"]),
  FlagCase("RESTING[C]", "NOTEBOOK", pool: false, compute: ["unknown-status"], storage: []),
  FlagCase("RESTING[S]", "NOTEBOOK", pool: false, compute: [], storage: []),
  FlagCase("R[S]", nil, pool: false, compute: ["running-not-listed"], storage: []),
  FlagCase("R[S]", "notebook", pool: true, compute: [], storage: []),
  FlagCase("R[S]", "CODELAB", pool: false, compute: [], storage: []),
  FlagCase("R", nil, pool: false, compute: [], storage: []),
  FlagCase("SNAPSHOTTING[S]", nil, pool: false, compute: [], storage: []),
  FlagCase("R[S,C]", nil, pool: true, compute: ["pool-but-listed"], storage: []),
]

@Suite struct ExposureFlagTests {
  @Test(arguments: flagCases)
  func `each flag has its condition - E16`(flagged: FlagCase) {
    let events = looks(flagged.shorthand, "08:00", "08:10") {
      $0.feature = flagged.feature
      $0.hasPool = flagged.hasPool
    }
    #expect(total(.compute, events, from: "08:00", until: "08:10").flags.words == flagged.compute)
    #expect(total(.storage, events, from: "08:00", until: "08:10").flags.words == flagged.storage)
  }

  @Test func `a flag is reported where its observation or the segment after it lies - E17`() {
    let events = looks("R[S,C]", "08:00") + looks("R[S]", "08:10") + looks("R[S,C]", "08:20", "08:30")
    func words(_ from: String, _ until: String) -> [String] {
      total(.compute, events, from: from, until: until, asOf: "08:30").flags.words
    }
    #expect(words("08:00", "08:10") == [])
    #expect(words("08:00", "08:10:00.001") == ["running-not-listed"])
    #expect(words("08:19", "08:30") == ["running-not-listed"])
    #expect(words("08:20", "08:30") == [])
    // The only observation, at the as-of itself, is reported too.
    #expect(
      total(.compute, looks("R[S]", "08:00"), from: "08:00", until: "08:10", asOf: "08:00").flags.words
        == ["running-not-listed"])
  }

  @Test func `a smaller volume is flagged at its first look, whatever came between - E18`() {
    let events =
      looks("P[S]", "08:00") + looks("P[S]", "08:10") { $0.volume = nil }
      + looks("P[S]", "08:20", "08:30") { $0.volume?.capacity = 4 }
    #expect(total(.storage, events, from: "08:00", until: "08:30").flags.words == ["capacity-shrank"])
    #expect(total(.storage, events, from: "08:00", until: "08:20", asOf: "08:30").flags == [])
    #expect(total(.storage, events, from: "08:21", until: "08:30").flags == [])
    #expect(total(.compute, events, from: "08:00", until: "08:30").flags == [])
  }

  @Test func `gone is never free but listed - E16`() {
    let events = looks("DELETED[S,C]", "08:00") { $0.feature = "DEFAULT" } + looks("P[S]", "08:10")
    #expect(total(.storage, events, from: "08:00", until: "08:10").flags.words == ["resurrected"])
  }
}
