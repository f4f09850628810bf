import Testing

@testable import NBStatistics

/// Whether looks may be taken as independent of the starts they see.
struct LookCheckTests {
  /// Starts polled every minute, their begin known: `age` gives the first look's, `closing` the last gap.
  private func attempts(
    _ count: Int, begin: Int64 = -300, age: (Int) -> Int64 = { _ in 30_000 }, closing: (Int) -> Int64 = { _ in 60_000 }
  ) -> [AttemptTimes] {
    (0..<count).map { index in
      AttemptTimes(
        .succeeded, begin: (begin, 0), end: (60_000, 120_000),
        looks: LookTimes(first: age(index), closingGap: closing(index), gapBefore: 60_000))
    }
  }

  private func checks(_ attempts: [AttemptTimes]) -> LookChecks {
    let paths = attempts.flatMap { StartChain.paths(of: $0, stepCount: 1) }
    return LookChecks(attempts, paths: paths, medianGap: 60)
  }

  @Test func `gaps that end when the start is ready tell that looks follow it`() {
    #expect(checks(attempts(40, closing: { $0 % 4 == 0 ? 60_000 : 20_000 })).followTheStart)
    #expect(checks(attempts(40, closing: { $0 % 4 == 0 ? 60_000 : 20_000 })).refuseInterval)
  }

  @Test func `regular polls, late polls and a few short gaps do not`() {
    #expect(!checks(attempts(40)).followTheStart)
    #expect(!checks(attempts(40, closing: { _ in 600_000 })).followTheStart)
    #expect(!checks(attempts(8, closing: { _ in 20_000 })).followTheStart)
    #expect(!checks(attempts(40, closing: { $0 % 2 == 0 ? 90_000 : 20_000 })).followTheStart)
  }

  @Test func `first looks at the same age are clustered, evenly spread ones are not`() {
    let evenly = attempts(60, age: { Int64($0) * 1_000 })
    #expect(!checks(evenly).areClustered)
    let locked = checks(attempts(60, age: { 1_000 + Int64($0) * 50 }))
    #expect(locked.areClustered && !locked.refuseInterval)
  }

  @Test func `clustered looks refuse the interval when begins were not seen`() {
    let seen = attempts(60, age: { 1_000 + Int64($0) * 50 })
    let unseen = attempts(20, begin: -60_000)
    #expect(checks(seen + unseen).refuseInterval)
    #expect(!checks(seen + unseen.prefix(10)).refuseInterval)
  }

  @Test func `fewer than twenty known begins are not judged`() {
    #expect(!checks(attempts(19, age: { _ in 1_000 })).areClustered)
  }
}
