import NBBasics
import NBTestHistories
import Testing

@testable import NBObservations

@Suite struct RedactionMemoTests {
  @Test(arguments: 0..<20 as Range<UInt64>)
  func `a name is a secret's for the memo exactly if it is one, the first time and later`(seed: UInt64) {
    var random = SeededRandom(9000 + seed)
    let memo = RedactionMemo()
    let words = SecretKeys.words + SecretKeys.wholeNames + SecretKeys.wordsInText + ["name", "id", "status", "a", ""]
    for _ in 0..<4_000 {
      var name = Array(random.pick(words).utf8)
      switch random.below(4) {
      case 0: name += Array(random.pick(["_id", "s", "-", " x"]).utf8)
      case 1: if !name.isEmpty { name[random.below(name.count)] = random.pick(Array("aTk_-é".utf8)) }
      case 2: name = Array(random.pick(["db_", "x", "-"]).utf8) + name
      default: break
      }
      name.withUnsafeBytes { #expect(memo.isSecret(name: $0) == SecretKeys.matches($0)) }
    }
  }

  @Test func `a string is known as what it was written as, as an address or as a text`() {
    let memo = RedactionMemo()
    Array("https://h/x".utf8).withUnsafeBytes { raw in
      #expect(memo.written(raw, isURL: true) == nil)
      memo.keep(raw, isURL: true, written: [1, 2])
      #expect(memo.written(raw, isURL: true) == [1, 2])
      #expect(memo.written(raw, isURL: false) == nil)
    }
    Array("https://h/y".utf8).withUnsafeBytes { #expect(memo.written($0, isURL: true) == nil) }
  }

  @Test func `the fingerprint of a token is made once`() {
    let memo = RedactionMemo()
    var made = 0
    for _ in 0..<3 {
      #expect(
        memo.fingerprint(of: "t") { token in
          made += 1
          return token + "!"
        } == "t!")
    }
    #expect(made == 1 && memo.fingerprint(of: "u") { $0 } == "u")
  }
}
