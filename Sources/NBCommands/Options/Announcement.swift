/// What a person should know of the times of an answer before reading it; on standard error.
enum Announcement {
  /// Says which instants words such as `yesterday` meant, and that the log ended a while ago where it is asked as if its
  /// end were now.
  static func times(_ times: TypedTimes, _ present: Present) {
    for line in times.spoken(present) { StandardError.write(line) }
    if times.asOf == nil, let line = present.staleness { StandardError.write(line) }
  }
}
