import NBBasics
import Testing

@testable import NBObservations

@Suite struct BodyCacheTests {
  private func insert(_ text: String, hash: UInt64, into cache: inout BodyCache) -> BodyCache.Entry {
    let body = Body(canonical: Array(text.utf8), tokenFingerprint: nil)
    return Array(text.utf8).withUnsafeBytes { cache.insert(body, raw: $0, hash: hash) }
  }

  private func find(_ text: String, hash: UInt64, in cache: BodyCache) -> BodyCache.Entry? {
    Array(text.utf8).withUnsafeBytes { cache.find($0, hash: hash) }
  }

  @Test(arguments: [1 << 20, 0])
  func `a body is found again by its bytes, and another with the same hash is not`(room: Int) {
    var cache = BodyCache(maximumBytes: room)
    let kept = insert(#"{"id":"a","x":1}"#, hash: 5, into: &cache)
    #expect(find(#"{"id":"a","x":1}"#, hash: 5, in: cache) === kept)
    #expect(find(#"{"id":"a","x":2}"#, hash: 5, in: cache) == nil)
    #expect(find(#"{"id":"a","x":1} "#, hash: 5, in: cache) == nil)
    #expect(find(#"{"id":"a","x":1}"#, hash: 6, in: cache) == nil)
  }

  @Test func `the next body of an instance takes the place of the one before`() {
    var cache = BodyCache(maximumBytes: 40)
    for number in 1...100 as ClosedRange<UInt64> {
      let text = #"{"id":"a","x":\#(number)}"#
      let kept = insert(text, hash: number, into: &cache)
      #expect(find(text, hash: number, in: cache) === kept)
    }
    #expect(find(#"{"id":"a","x":99}"#, hash: 99, in: cache) == nil)
  }

  @Test func `more instances than there is room for begin a new cache`() {
    var cache = BodyCache(maximumEntries: 3)
    for name in ["a", "b", "c", "d"] { _ = insert(#"{"id":"\#(name)"}"#, hash: UInt64(name.utf8.first!), into: &cache) }
    #expect(find(#"{"id":"a"}"#, hash: UInt64(UInt8(ascii: "a")), in: cache) == nil)
    #expect(find(#"{"id":"d"}"#, hash: UInt64(UInt8(ascii: "d")), in: cache) != nil)
  }
}
