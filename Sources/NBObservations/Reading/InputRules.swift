import NBBasics

/// What an observation has to satisfy beyond its form. The log only grows: what does not belong there must not get in.
public struct InputRules: Sendable {
  /// The times that are believed, of observations and requests.
  public var times: ClosedRange<Instant>
  /// Whether an object that has an id and nothing else of a notebook is rejected.
  public var wantsNotebooks: Bool
  /// The times of observations that belong to this run of input; nil: all that are believed. A request may be earlier.
  package var run: ClosedRange<Instant>?

  /// Rules from their parts.
  public init(times: ClosedRange<Instant>, wantsNotebooks: Bool) {
    self.times = times
    self.wantsNotebooks = wantsNotebooks
  }

  /// Whatever has the form of an observation, at any time that RFC 3339 can write.
  public static let anything = InputRules(times: Instant.range, wantsNotebooks: false)

  /// What a poller can have seen: from 2015, when the service did not exist yet, to a day after `latest`.
  public static func plausible(latest: Instant) -> InputRules {
    InputRules(times: earliest...max(earliest, latest + CivilDate.millisecondsPerDay), wantsNotebooks: true)
  }

  /// 2015-01-01.
  private static let earliest = Instant(milliseconds: 1_420_070_400_000)

  /// Whether an observation of that time belongs to this run of input.
  func isOfRun(_ observedAt: Instant) -> Bool { run?.contains(observedAt) ?? true }

  /// - Throws: the reason when the time is not believed; `name` is the member that holds it.
  func check(_ instant: Instant, _ name: String) throws(RejectReason) {
    if times.contains(instant) {
      guard name != "observed_at" || isOfRun(instant) else {
        throw RejectReason("`observed_at` is outside the days of this run")
      }
      return
    }
    for (unit, milliseconds) in Self.otherUnits(instant.milliseconds)
    where Self.guessed.contains(Instant(milliseconds: milliseconds)) {
      throw RejectReason("`\(name)` looks like \(unit) since 1970; milliseconds are needed")
    }
    if instant < times.lowerBound {
      throw RejectReason("`\(name)` is before the year \(times.lowerBound.rfc3339.prefix(4))")
    }
    throw RejectReason(
      "`\(name)` is " + (times.upperBound < Instant.range.upperBound ? "in the future" : "after the year 9999"))
  }

  /// Where a number of another unit is taken for what it looks like: 2015 to 2100.
  private static let guessed = earliest...Instant(milliseconds: 4_102_444_800_000)

  private static func otherUnits(_ number: Int64) -> [(unit: String, milliseconds: Int64)] {
    let (seconds, overflow) = number.multipliedReportingOverflow(by: 1000)
    return [
      ("seconds", overflow ? 0 : seconds), ("microseconds", number / 1000), ("nanoseconds", number / 1_000_000),
    ]
  }
}
