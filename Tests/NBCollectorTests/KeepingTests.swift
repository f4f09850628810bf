import Testing

@testable import NBCollector

@Suite struct KeepingTests {
  private func key(_ text: String, _ fingerprint: String? = nil) -> AnswerKey {
    AnswerKey(content: Array(text.utf8), fingerprint: fingerprint)
  }

  @Test func `an unchanged answer at rest is held, and appended before the change`() {
    var keeping = Keeping<Int>(unchanged: 300_000)
    #expect(keeping.take(1, id: "a", key: key("x"), isAtRest: true, now: 0) == [1])
    #expect(keeping.take(2, id: "a", key: key("x"), isAtRest: true, now: 15_000) == [])
    #expect(keeping.take(3, id: "a", key: key("x"), isAtRest: true, now: 30_000) == [])
    #expect(keeping.take(4, id: "a", key: key("y"), isAtRest: true, now: 45_000) == [3, 4])
    #expect(keeping.dropped == 1)
  }

  @Test func `a changed token is a change`() {
    var keeping = Keeping<Int>(unchanged: 300_000)
    _ = keeping.take(1, id: "a", key: key("x", "f1"), isAtRest: true, now: 0)
    #expect(keeping.take(2, id: "a", key: key("x", "f1"), isAtRest: true, now: 1) == [])
    #expect(keeping.take(3, id: "a", key: key("x", "f2"), isAtRest: true, now: 2) == [2, 3])
  }

  @Test func `after five minutes an unchanged answer is appended`() {
    var keeping = Keeping<Int>(unchanged: 300_000)
    var kept: [Int] = []
    for number in 0...80 {
      kept += keeping.take(number, id: "a", key: key("x"), isAtRest: true, now: Int64(number) * 15_000)
    }
    #expect(kept == [0, 20, 40, 60, 80])
  }

  @Test func `answers of an instance on its way are all appended`() {
    var keeping = Keeping<Int>(unchanged: 300_000)
    for number in 0..<5 {
      #expect(keeping.take(number, id: "a", key: key("x"), isAtRest: false, now: Int64(number)) == [number])
    }
  }

  @Test func `the end and SIGHUP release what is held`() {
    var keeping = Keeping<Int>(unchanged: 300_000)
    for id in ["b", "a"] {
      _ = keeping.take(1, id: id, key: key("x"), isAtRest: true, now: 0)
      _ = keeping.take(id == "a" ? 2 : 3, id: id, key: key("x"), isAtRest: true, now: 1)
    }
    #expect(keeping.release() == [2, 3])
    #expect(keeping.release() == [])
  }

  @Test func `nothing is held with 0`() {
    var keeping = Keeping<Int>(unchanged: 0)
    for number in 0..<3 {
      #expect(keeping.take(number, id: "a", key: key("x"), isAtRest: true, now: Int64(number)) == [number])
    }
  }

  @Test func `the last answer before the end of an instance is appended`() {
    var keeping = Keeping<Int>(unchanged: 300_000)
    _ = keeping.take(1, id: "a", key: key("x"), isAtRest: true, now: 0)
    _ = keeping.take(2, id: "a", key: key("x"), isAtRest: true, now: 1)
    #expect(keeping.gone(3, id: "a") == [2, 3])
  }

  @Test func `repeated failures of an instance are appended once in five minutes`() {
    var keeping = Keeping<Int>(unchanged: 300_000)
    var kept: [Int] = []
    for number in 0..<41 { kept += keeping.failed(number, id: "a", kind: "k\(number)", now: Int64(number) * 15_000) }
    #expect(kept == [0, 20, 40])
  }

  @Test func `of a project the first failure of each kind is appended`() {
    var keeping = Keeping<Int>(unchanged: 300_000)
    #expect(keeping.failed(1, id: "", kind: "down 502", now: 0) == [1])
    #expect(keeping.failed(2, id: "", kind: "down 502", now: 1) == [])
    #expect(keeping.failed(3, id: "", kind: "down 503", now: 2) == [3])
    #expect(keeping.failed(4, id: "", kind: "down 502", now: 300_000) == [4])
  }
}
