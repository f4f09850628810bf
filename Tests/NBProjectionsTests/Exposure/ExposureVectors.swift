import NBObservations
import Testing

@testable import NBProjections

/// One of twenty short histories whose figures were worked out by hand.
struct ExposureVector: CustomTestStringConvertible, Sendable {
  let number: Int
  let events: [FoldEvent]
  let from: String
  let until: String
  /// Seconds: lower, best, upper, unobserved.
  let compute: [Double]
  let storage: [Double]
  /// GB-hours: lower, best, upper; six decimals.
  let gbHours: [String]
  var flags: [String] = []

  var testDescription: String { "vector \(number)" }

  var parameters: ExposureParameters {
    ExposureParameters(from: time(from), until: time(until), asOf: time(until))
  }
}

private func leased(_ facts: inout NotebookFacts) {
  facts.lease = Lease(createAt: time("08:00"), duration: minutes(60), enabled: true)
}

private func same(_ value: String) -> [String] { [value, value, value] }

let exposureVectors: [ExposureVector] = [
  ExposureVector(
    number: 1, events: series("R[S,C]", "08:00", "09:00", every: 5) + series("P[S]", "09:05", "09:30", every: 5),
    from: "08:00", until: "09:30", compute: [3600, 3750, 3900, 0], storage: [5400, 5400, 5400, 0],
    gbHours: same("7.500000")),
  ExposureVector(
    number: 2, events: looks("R[S,C]", "08:00"), from: "08:00", until: "08:10", compute: [0, 600, 600, 0],
    storage: [0, 600, 600, 0], gbHours: ["0.000000", "0.833333", "0.833333"]),
  ExposureVector(
    number: 3,
    events: looks("P[S]", "10:00", "10:10") + looks("DELETING[S]", "10:20") + looks("gone", "10:30", "11:30"),
    from: "10:00", until: "12:00", compute: [0, 0, 0, 0], storage: [600, 1500, 1800, 0],
    gbHours: ["0.833333", "2.083333", "2.500000"]),
  ExposureVector(
    number: 4, events: looks("R", "10:00", "10:10", "10:20") { $0.feature = "DEFAULT" }, from: "10:00",
    until: "10:20", compute: [0, 0, 0, 0], storage: [0, 0, 0, 0], gbHours: same("0.000000")),
  ExposureVector(
    number: 5, events: looks("R[S,C]", "12:00", "12:10") + looks("R[S]", "12:20", "12:30"), from: "12:00",
    until: "12:30", compute: [600, 900, 1200, 0], storage: [1800, 1800, 1800, 0], gbHours: same("2.500000"),
    flags: ["running-not-listed"]),
  ExposureVector(
    number: 6, events: looks("R[S,C]", "13:00") + looks("FROZEN", "13:10", "13:20"), from: "13:00", until: "13:20",
    compute: [0, 300, 1200, 0], storage: [0, 300, 1200, 0], gbHours: ["0.000000", "0.416667", "1.666667"]),
  ExposureVector(
    number: 7, events: looks("R[S,C]", "11-01 23:50", "00:00:30", "00:10"), from: "00:00", until: "00:05",
    compute: [30, 300, 300, 0], storage: [30, 300, 300, 0], gbHours: ["0.041667", "0.416667", "0.416667"]),
  ExposureVector(
    number: 8, events: looks("R[S,C]", "11-01 23:56") + looks("P[S]", "00:06"), from: "11-01 23:56", until: "00:06",
    compute: [0, 300, 600, 0], storage: [600, 600, 600, 0], gbHours: same("0.833333")),
  ExposureVector(
    number: 9, events: looks("R[S,C]", "14:00", "14:10", "16:10", "16:20"), from: "14:00", until: "16:20",
    compute: [1200, 1200, 1200, 7200], storage: [1200, 1200, 1200, 7200], gbHours: same("1.666667")),
  ExposureVector(
    number: 10, events: looks("R[S,C]", "08:55", change: leased) + looks("P[S]", "09:07", change: leased),
    from: "08:55", until: "09:07", compute: [0, 300, 600, 0], storage: [720, 720, 720, 0], gbHours: same("1.000000")),
  ExposureVector(
    number: 11, events: looks("R[S,C]", "08:55", change: leased) + looks("P[S]", "12:00", change: leased),
    from: "08:55", until: "12:00", compute: [0, 0, 0, 600], storage: [0, 0, 0, 11100], gbHours: same("0.000000")),
  ExposureVector(
    number: 12, events: looks("R", "15:00", "15:10") + looks("P", "15:20", "15:30"), from: "15:00", until: "15:30",
    compute: [0, 900, 1200, 0], storage: [0, 1800, 1800, 0], gbHours: ["0.000000", "2.500000", "2.500000"]),
  ExposureVector(
    number: 13, events: looks("R[ALL]", "16:00") + looks("R[all]", "16:10") + looks("P[S]", "16:20"), from: "16:00",
    until: "16:20", compute: [600, 900, 1200, 0], storage: [1200, 1200, 1200, 0], gbHours: same("1.666667")),
  ExposureVector(
    number: 14,
    events: looks("R[S,C]", "18:00", "18:10") + looks("R[S,C]", "18:20", "18:30") { $0.volume?.capacity = 105 },
    from: "18:00", until: "18:30", compute: [1800, 1800, 1800, 0], storage: [1800, 1800, 1800, 0],
    gbHours: ["19.166667", "27.500000", "35.833333"]),
  ExposureVector(
    number: 15, events: series("P[S]", "12-31 22:00", "2027-01-01 02:00", every: 10), from: "12-31 22:00",
    until: "2027-01-01 02:00", compute: [0, 0, 0, 0], storage: [14400, 14400, 14400, 0], gbHours: same("20.000000")),
  ExposureVector(
    number: 16, events: looks("R[S,C]", "19:00") + looks("500", "19:10", "19:20") + looks("R[S,C]", "19:30"),
    from: "19:00", until: "19:30", compute: [0, 0, 0, 1800], storage: [0, 0, 0, 1800], gbHours: same("0.000000")),
  ExposureVector(
    number: 17, events: looks("P[S]", "21:00") + looks("gone", "21:10") + looks("P[S]", "21:20"), from: "21:00",
    until: "21:20", compute: [0, 0, 0, 0], storage: [0, 600, 1200, 0], gbHours: ["0.000000", "0.833333", "1.666667"],
    flags: ["resurrected"]),
  ExposureVector(
    number: 18, events: looks("R[S,C]", "22:00", "22:15"), from: "22:00", until: "22:15", compute: [900, 900, 900, 0],
    storage: [900, 900, 900, 0], gbHours: same("1.250000")),
  ExposureVector(
    number: 19, events: looks("R[S,C]", "22:00", "22:15:00.001"), from: "22:00", until: "22:15:00.001",
    compute: [0, 0, 0, 900.001], storage: [0, 0, 0, 900.001], gbHours: same("0.000000")),
  ExposureVector(
    number: 20, events: looks("R[]", "10:00", "10:10"), from: "10:00", until: "10:10", compute: [0, 0, 0, 0],
    storage: [0, 0, 0, 0], gbHours: same("0.000000"), flags: ["running-not-listed"]),
]
