/// The statements of the log, each from its file in `SQL`.
enum LogSQL {
  static let countDuplicates = text(PackageResources.count_duplicates_sql)
  static let countEventsUntil = text(PackageResources.count_events_until_sql)
  static let eventsAt = text(PackageResources.events_at_sql)
  static let findAnswer = text(PackageResources.find_answer_sql)
  static let findStream = text(PackageResources.find_stream_sql)
  static let firstObservation = text(PackageResources.first_observation_sql)
  static let insertAnswer = text(PackageResources.insert_answer_sql)
  static let insertCommit = text(PackageResources.insert_commit_sql)
  static let insertEvent = text(PackageResources.insert_event_sql)
  static let insertFingerprintKey = text(PackageResources.insert_fingerprint_key_sql)
  static let insertStream = text(PackageResources.insert_stream_sql)
  static let keepReject = text(PackageResources.keep_reject_sql)
  static let lastObservation = text(PackageResources.last_observation_sql)
  static let latestWholeBody = text(PackageResources.latest_whole_body_sql)
  static let readAnswer = text(PackageResources.read_answer_sql)
  static let readCommits = text(PackageResources.read_commits_sql)
  static let readFingerprintKey = text(PackageResources.read_fingerprint_key_sql)
  static let readHead = text(PackageResources.read_head_sql)
  static let readStream = text(PackageResources.read_stream_sql)
  static let readWholeBody = text(PackageResources.read_whole_body_sql)
  static let scanByPosition = text(PackageResources.scan_by_position_sql)
  static let scanByTime = text(PackageResources.scan_by_time_sql)
  static let scanStreamByTime = text(PackageResources.scan_stream_by_time_sql)
  static let streamsByPrefix = text(PackageResources.streams_by_prefix_sql)

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
