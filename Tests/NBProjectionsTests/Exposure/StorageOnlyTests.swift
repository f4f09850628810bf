import NBBasics
import NBObservations
import Testing

@testable import NBProjections

private func storageOnly(
  _ events: [FoldEvent], from: String = "00:00", until: String = "23:00", asOf: String
) -> StorageOnly {
  StorageOnly(
    of: spells(of: events, asOf: time(asOf)),
    ExposureParameters(from: time(from), until: time(until), asOf: time(asOf)))
}

private let stopped = series("R[S,C]", "08:00", "09:00", every: 10) + series("P[S]", "09:10", "12:00", every: 10)

@Test func `storage-only time begins midway between the last run and the first stop, give or take the gap - E22`() {
  let only = storageOnly(stopped, asOf: "12:00")
  #expect(only.best.milliseconds == minutes(175))
  #expect(only.best.gbMilliseconds == Int128(5 * minutes(175)))
  #expect(only.lower.milliseconds == minutes(170))
  #expect(only.upper.milliseconds == minutes(180))
}

@Test func `every stop counts, whatever lies between them - E22`() {
  let again = series("R[S,C]", "12:10", "13:00", every: 10) + series("P[S]", "13:10", "14:00", every: 10)
  let only = storageOnly(stopped + again, asOf: "14:00")
  #expect(only.best.milliseconds == minutes(175 + 5 + 55))
  #expect(
    storageOnly(stopped + series("R[S,C]", "12:10", "13:00", every: 10), asOf: "13:00").best.milliseconds
      == minutes(180))
}

@Test func `an outage of the poller stands beside storage-only time and does not end it - E22`() {
  let only = storageOnly(looks("P[S]", "08:00", "08:10", "12:00", "12:10"), from: "08:00", asOf: "12:10")
  #expect(only.best.milliseconds == minutes(20))
  #expect(only.unobserved == minutes(230))
}

@Test func `storage-only time is cut at the window's ends - E22`() {
  #expect(storageOnly(stopped, from: "10:00", asOf: "12:00").best.gbMilliseconds == Int128(5 * minutes(120)))
  #expect(storageOnly(stopped, until: "11:00", asOf: "12:00").best.milliseconds == minutes(115))
  #expect(storageOnly(stopped, until: "09:05", asOf: "12:00").best.milliseconds == 0)
}

@Test func `an instance that runs, is gone or has no charged volume is not storage-only - E22`() {
  #expect(storageOnly(series("R[S,C]", "08:00", "09:00", every: 10), asOf: "09:00").best.milliseconds == 0)
  #expect(storageOnly(looks("P[]", "08:00", "08:10"), asOf: "08:10").best.milliseconds == 0)
  #expect(storageOnly(looks("P[S]", "08:00"), asOf: "08:00").best.milliseconds == 0)
}

/// Storage-only time in the plainest way: the time is cut wherever any figure may change, and of each span the figures
/// of the reference are all of it or none.
private func literal(_ history: ExposureHistory) -> ExposureReference.Figures {
  var cuts: Set<Int64> = []
  let parameters = history.parameters
  let times = history.events.map(\.observedAt.milliseconds)
  for event in history.events {
    guard let end = event.answer.facts.lease?.end?.milliseconds else { continue }
    cuts.formUnion([end, end + parameters.grace])
  }
  for (first, second) in zip(times, times.dropFirst()) { cuts.insert(first + (second - first) / 2) }
  // Of several answers at one time the last counts, so that any two times may be neighbours.
  for first in times { for second in times where second > first { cuts.insert(first + (second - first) / 2) } }
  cuts.formUnion(times)
  let low = parameters.from?.milliseconds ?? times[0]
  let high = parameters.until.milliseconds
  cuts.formUnion([low, high, parameters.asOf.milliseconds])
  for event in history.events { if let begin = event.answer.facts.lease?.createAt { cuts.insert(begin.milliseconds) } }
  let places = cuts.filter { low <= $0 && $0 <= high }.sorted()
  var sum = ExposureReference.Figures()
  for (from, until) in zip(places, places.dropFirst()) {
    var part = parameters
    part.from = Instant(milliseconds: from)
    part.until = Instant(milliseconds: until)
    let storage = ExposureReference(resource: .storage, parameters: part).figures(history.events)
    let compute = ExposureReference(resource: .compute, parameters: part).figures(history.events)
    for share in [storage.lower, storage.best, storage.upper, compute.lower, compute.best, compute.upper] {
      precondition(share == 0 || share == until - from, "a span was not cut where a figure changes")
    }
    if compute.upper == 0 { (sum.lower, sum.lowerGB) = (sum.lower + storage.lower, sum.lowerGB + storage.lowerGB) }
    if compute.best == 0 { (sum.best, sum.bestGB) = (sum.best + storage.best, sum.bestGB + storage.bestGB) }
    if compute.lower == 0 { (sum.upper, sum.upperGB) = (sum.upper + storage.upper, sum.upperGB + storage.upperGB) }
    sum.unobserved += storage.unobserved
  }
  return sum
}

@Test func `storage-only time is STORAGE minus its overlap with COMPUTE, bound by bound - E22`() {
  var found = 0
  for history in exposureHistories[..<2000] {
    let only = StorageOnly(of: history.spells(), history.parameters)
    var figures = ExposureReference.Figures()
    figures.lower = only.lower.milliseconds
    figures.best = only.best.milliseconds
    figures.upper = only.upper.milliseconds
    figures.unobserved = only.unobserved
    figures.lowerGB = only.lower.gbMilliseconds
    figures.bestGB = only.best.gbMilliseconds
    figures.upperGB = only.upper.gbMilliseconds
    #expect(figures == literal(history))
    #expect(figures.lower <= figures.best && figures.best <= figures.upper)
    if figures.best > 0 { found += 1 }
  }
  #expect(found > 200)
}
