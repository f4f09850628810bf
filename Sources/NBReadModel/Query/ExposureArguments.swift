import NBBasics
import NBObservations
import NBProjections
import NBSQLite

/// The arguments of the exposure tables.
enum ExposureArguments {
  /// A wrong argument, in words for the one who wrote the SQL.
  struct Fault: Error, CustomStringConvertible {
    let description: String
  }

  /// (from_ms, until_ms, as_of_ms, max_gap_ms, free_gb, assume_billing …): NULL takes the default.
  /// `free_gb` is a list such as `EFS=50,EVS=5`.
  static func parameters(_ arguments: [Value]) throws -> ExposureParameters {
    guard let asOf = try instant(arguments[2]) else { throw Fault(description: "as_of_ms is needed") }
    var parameters = ExposureParameters(
      from: try instant(arguments[0]), until: try instant(arguments[1]) ?? asOf + 1, asOf: asOf)
    if let gap = arguments[3].integer {
      parameters.longestGap = min(max(gap, 0), Instant.range.upperBound.milliseconds)
    }
    if arguments.count > 4, let text = arguments[4].text {
      for part in text.split(separator: ",") {
        let pair = part.split(separator: "=", omittingEmptySubsequences: false)
        guard pair.count == 2, let gigabytes = Int64(pair[1]), gigabytes >= 0 else {
          throw Fault(description: "free_gb takes CATEGORY=GB, separated by commas")
        }
        parameters.freeGB[String(pair[0])] = gigabytes
      }
    }
    parameters.assumesDocumentedBilling = arguments.count > 5 && arguments[5].text == "documented"
    return parameters
  }

  /// A time in the years that can be written; NULL and what is no integer are none.
  private static func instant(_ value: Value) throws -> Instant? {
    guard let instant = value.integer.map(Instant.init(milliseconds:)) else { return nil }
    guard Instant.range.contains(instant) else { throw Fault(description: "a time is beyond the years 1 to 9999") }
    return instant
  }

  /// (…, bucket, utc_offset_ms): hour, day, week or nothing.
  static func bucket(_ arguments: [Value]) -> (unit: CalendarBucket.Unit, utcOffset: Int64)? {
    let unit: CalendarBucket.Unit? =
      switch arguments[6].text {
      case "hour": .hour
      case "day": .day
      case "week": .week
      default: nil
      }
    return unit.map { ($0, min(max(arguments[7].integer ?? 0, -86_400_000), 86_400_000)) }
  }
}
