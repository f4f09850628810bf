import NBObservations
import Testing

@testable import NBProjections

// Rule A20.

private func up(at seconds: Double, _ token: String?, _ word: String = "RUNNING") -> FoldEvent {
  observe(.poll, at: seconds, word, token: token)
}

@Test func `a new token between two up observations reveals a restart - A20`() {
  let folded = given {
    up(at: 0, "aa")
    up(at: 10, nil)
    lost(at: 15)
    up(at: 20, "bb", "SNAPSHOTTING")
    up(at: 30, "bb")
    up(at: 40, "aa")
  }
  #expect(folded.tokens.count == 2)
}

@Test func `an attempt between them explains the new token - A20`() {
  let seen = given {
    up(at: 0, "aa")
    start(at: 10)
    up(at: 20, "bb")
  }
  #expect(seen.tokens.count == 0)
  let unseen = given {
    up(at: 0, "aa")
    poll(at: 10, "STOPPED")
    up(at: 20, "bb")
  }
  #expect(unseen.tokens.count == 0)
}

@Test func `an attempt that stays open after the first of them explains it too - A20`() {
  let folded = given {
    observe(.start, at: 0, "RUNNING", token: "aa")
    up(at: 10, "bb")
    up(at: 20, "bb")
  }
  #expect(folded.tokens.count == 0)
}

@Test func `a refused start and an unknown status explain nothing - A20`() {
  let folded = given {
    up(at: 0, "aa")
    observe(.start, at: 10, nil, http: 400, code: "ModelArts.6305")
    poll(at: 15, "RESIZING")
    up(at: 20, "bb")
  }
  #expect(folded.tokens.count == 1)
}

@Test func `imported fingerprints compare only among themselves - A20`() {
  #expect(
    given {
      up(at: 0, "i1")
      up(at: 10, "22")
    }.tokens.count == 0)
  #expect(
    given {
      up(at: 0, "i1")
      up(at: 10, "i2")
    }.tokens.count == 1)
}
