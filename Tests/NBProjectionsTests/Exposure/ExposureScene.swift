import NBBasics
import NBObservations

@testable import NBProjections

/// A time of the vectors: `08:00`, `22:15:00.001`, `11-01 23:50`, `2027-01-01 02:00`; the day is 2026-11-02 by default.
func time(_ text: String) -> Instant {
  let parts = text.split(separator: " ")
  let date = (parts.count == 2 ? parts[0] : "11-02").split(separator: "-").map { Int64($0)! }
  let clock = parts.last!.split(separator: ":")
  let seconds = clock.count == 3 ? clock[2].split(separator: ".").map { Int64($0)! } : [0]
  let year = date.count == 3 ? date[0] : 2026
  let month = date[date.count - 2]
  // Days before the year, then before the month, after J. Meeus' count of leap days.
  let lengths: [Int64] = [31, year % 4 == 0 ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  let before = year - 1
  let days = before * 365 + before / 4 - before / 100 + before / 400 - 719_162
  let day = days + lengths[..<Int(month - 1)].reduce(0, +) + date[date.count - 1] - 1
  let minutes = (day * 24 + Int64(clock[0])!) * 60 + Int64(clock[1])!
  return Instant(milliseconds: (minutes * 60 + seconds[0]) * 1000 + (seconds.count == 2 ? seconds[1] : 0))
}

func minutes(_ count: Int64) -> Int64 { count * 60_000 }

/// What a vector's shorthand describes: `R[S,C]` is RUNNING with STORAGE and COMPUTE in `billing_items`, `P[S]` is
/// STOPPED, `R` has no `billing_items`, `R[]` an empty array, `gone` is a 404, `500` an answer without information.
/// The volume is EVS, MANAGED, 5 GB, the feature NOTEBOOK, there is neither pool nor lease, unless changed.
func answer(_ shorthand: String, _ change: (inout NotebookFacts) -> Void = { _ in }) -> Answer {
  var facts = NotebookFacts()
  if shorthand == "gone" || shorthand == "500" {
    facts.errorCode = shorthand == "gone" ? "ModelArts.6404" : nil
    return Answer(kind: .poll, httpStatus: shorthand == "gone" ? 404 : 500, hasBody: true, facts: facts)
  }
  let words = shorthand.split(whereSeparator: { "[]".contains($0) })
  if shorthand.contains("[") {
    let items = words.count > 1 ? words[1].split(separator: ",").map(String.init) : []
    facts.billingItems = .listed(items.map { $0 == "S" ? "STORAGE" : $0 == "C" ? "COMPUTE" : $0 })
  }
  facts.statusWord = words[0] == "R" ? "RUNNING" : words[0] == "P" ? "STOPPED" : String(words[0])
  facts.volume = Volume(category: "EVS", ownership: "MANAGED", capacity: 5)
  facts.feature = "NOTEBOOK"
  change(&facts)
  return Answer(kind: .poll, httpStatus: 200, hasBody: true, facts: facts)
}

/// One answer at each of the times.
func looks(
  _ shorthand: String, _ times: String..., change: (inout NotebookFacts) -> Void = { _ in }
) -> [FoldEvent] {
  times.map { FoldEvent(observedAt: time($0), answer: answer(shorthand, change)) }
}

/// One shared answer from the first to the last time, every so many minutes.
func series(_ shorthand: String, _ first: String, _ last: String, every step: Int64) -> [FoldEvent] {
  let shared = answer(shorthand)
  return stride(from: time(first).milliseconds, through: time(last).milliseconds, by: Int(minutes(step))).map {
    FoldEvent(observedAt: Instant(milliseconds: $0), answer: shared)
  }
}

/// All spells of an instance whose events come in projection order; events after the as-of are left out.
func spells(
  of events: [FoldEvent], asOf: Instant? = nil, mergedGap: Int64 = ExposureFold.mergedGap
) -> [ExposureSpell] {
  var fold = ExposureFold(longestMergedGap: mergedGap)
  var spells: [ExposureSpell] = []
  for event in events where asOf.map({ event.observedAt <= $0 }) ?? true { fold.evolve(event) { spells.append($0) } }
  return spells + fold.openSpells
}

/// The pieces' sum and flags.
struct ExposureTotal: Equatable {
  var sum = ExposureSum()
  var flags: ExposureFlags = []

  init(_ pieces: [ExposurePiece]) {
    for piece in pieces {
      sum.add(piece)
      flags.formUnion(piece.flags)
    }
  }

  init(_ resource: ExposureResource, _ parameters: ExposureParameters, _ spells: [ExposureSpell]) {
    self.init(ExposureCalculator(resource, parameters).pieces(of: spells))
  }

  /// Lower, best, upper, unobserved in milliseconds.
  var times: [Int64] { [sum.lower, sum.best, sum.upper, sum.unobserved] }

  /// Lower, best, upper in GB-hours.
  var gbHours: [String] { [sum.lowerGB, sum.bestGB, sum.upperGB].map(ExposureSum.gbHours) }
}

/// Exposure of the events in a window; the as-of is its end by default.
func total(
  _ resource: ExposureResource, _ events: [FoldEvent], from: String, until: String, asOf: String? = nil,
  change: (inout ExposureParameters) -> Void = { _ in }
) -> ExposureTotal {
  var parameters = ExposureParameters(from: time(from), until: time(until), asOf: time(asOf ?? until))
  change(&parameters)
  return ExposureTotal(resource, parameters, spells(of: events, asOf: parameters.asOf))
}
