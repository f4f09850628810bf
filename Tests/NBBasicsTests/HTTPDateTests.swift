import NBTestHistories
import Testing

@testable import NBBasics

@Suite struct HTTPDateTests {
  @Test func `reads IMF-fixdate and writes it back`() {
    #expect(HTTPDate.parse("Sun, 06 Nov 1994 08:49:37 GMT") == 784_111_777)
    #expect(HTTPDate.text(seconds: 784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
    var random = SeededRandom(5)
    for _ in 0..<2000 {
      let seconds = Int64(random.next() % 253_402_300_800) * (random.chance(20) ? -1 : 1) / (random.chance(50) ? 5 : 1)
      guard seconds >= -62_135_596_800 else { continue }
      #expect(HTTPDate.parse(HTTPDate.text(seconds: seconds)) == seconds)
    }
  }

  @Test(arguments: [
    "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 6 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT",
    "Sun Nov  6 08:49:37 1994",
    "Sun, 06 Nov 1994 08:49:37 UTC", "Sun, 06 Nov 1994 08:49:60 GMT", "Sun, 31 Feb 1994 08:49:37 GMT",
    "sun, 06 nov 1994 08:49:37 gmt", "Sun, 06 Nov 1994 08:49:37 GMT ", "Sun, 06 Nov -994 08:49:37 GMT", "",
  ])
  func `refuses every other form`(text: String) {
    #expect(HTTPDate.parse(text) == nil)
  }

  @Test func `a date with a byte changed reads as what it says or not at all`() {
    var random = SeededRandom(8)
    var read = 0
    for _ in 0..<20_000 {
      var text = Array(HTTPDate.text(seconds: Int64(random.next() % 253_402_300_800)).utf8)
      let letters = Array("0123456789 :,-+SMTWFunedhtiFebJacGz".utf8)
      text[Int(random.next() % 29)] = letters[Int(random.next() % UInt64(letters.count))]
      guard let seconds = text.withUnsafeBytes({ HTTPDate.parse($0) }) else { continue }
      read += 1
      #expect(Array(HTTPDate.text(seconds: seconds).utf8) == text)
    }
    #expect(read > 1000)
  }
}
