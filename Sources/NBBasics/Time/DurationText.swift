/// Lengths of time as they are written in arguments and definitions.
public enum DurationText {
  /// Milliseconds of `90s`, `15m`, `24h`, `7d`, `2w`; nil for anything else.
  public static func milliseconds(_ text: String) -> Int64? {
    guard let last = text.last, let unit = units[last], !text.dropLast().isEmpty,
      text.dropLast().utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
      let count = Int64(text.dropLast())
    else { return nil }
    let (product, overflow) = count.multipliedReportingOverflow(by: unit)
    return overflow ? nil : product
  }

  private static let units: [Character: Int64] = [
    "s": 1000, "m": 60_000, "h": 3_600_000, "d": CivilDate.millisecondsPerDay, "w": ISOWeek.milliseconds,
  ]
}
