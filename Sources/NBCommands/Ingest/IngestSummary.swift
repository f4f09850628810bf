import NBBasics
import NBEventLog
import NBObservations
import NBReports
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// What a run of ingest did: observations = appended + duplicates + rejected.
struct IngestSummary {
  var observations = 0
  var appended = 0
  var duplicates = 0
  var rejected = 0
  /// Not one range where another writer stood between.
  var positions = PositionRanges()
  var head = Digest.zero
  private var instances: Set<StreamKey> = []
  private var span: ClosedRange<Instant>?
  private let started = Clock.monotonicMilliseconds

  /// Remembers which instances were observed.
  mutating func note(_ observations: [Observation]) {
    for time in observations.lazy.map(\.observedAt) {
      span = min(span?.lowerBound ?? time, time)...max(span?.upperBound ?? time, time)
    }
    // Most observations share their answer with others of the batch: an object met before is known faster than a name.
    var met = [ObjectIdentifier?](repeating: nil, count: 1 << 14)
    for index in observations.indices {
      let answer = ObjectIdentifier(observations[index].content)
      let place = Int((UInt(bitPattern: answer) &* 0x9E37_79B9_7F4A_7C15) >> 50)
      if met[place] == answer { continue }
      met[place] = answer
      // A list poll that failed is about no instance.
      let stream = observations[index].content.stream
      if !stream.notebookID.isEmpty { instances.insert(stream) }
    }
  }

  mutating func add(_ result: AppendResult) {
    appended += result.appended
    duplicates += result.duplicates
    head = result.head.digest
    if let added = result.positions { positions.appendLast(added) }
  }

  /// What was done, as a sentence.
  func sentence(_ milliseconds: Int64) -> String {
    let known = NumberWords.count(Int64(duplicates), "observation")
    var parts = [
      appended == 0
        ? duplicates == 0 ? "no observation" : "nothing new: \(known) \(duplicates == 1 ? "was" : "were") known already"
        : "\(NumberWords.count(Int64(appended), "new observation")) of "
          + NumberWords.count(Int64(instances.count), "notebook")
    ]
    if appended > 0, duplicates > 0 { parts[0] += " (\(known) known already)" }
    if let span { parts.append(TimeWords.days(span.lowerBound, span.upperBound, year: TimeWords.year(Clock.now))) }
    parts.append(rejected == 0 ? "none rejected" : "\(NumberWords.grouped(Int64(rejected))) rejected")
    parts.append(DurationWords.text(milliseconds: Double(milliseconds)))
    return parts.joined(separator: ", ")
  }

  /// Writes a sentence to a terminal, else the one line of the contract, or an object.
  func write(asJSON: Bool) throws {
    if !asJSON, Terminal.isTerminal(STDOUT_FILENO) {
      let output = StandardOutput()
      try output.write(sentence(Clock.monotonicMilliseconds - started) + "\n")
      return try output.flush()
    }
    let milliseconds = Clock.monotonicMilliseconds - started
    let hundredths = (milliseconds + 5) / 10
    let fraction = hundredths % 100
    let seconds = "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    let range =
      positions.isEmpty
      ? nil : positions.ranges.map { "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ",")
    let output = StandardOutput()
    if asJSON {
      let span = range.map { "\"\($0)\"" } ?? "null"
      try output.write(
        """
        {"observations":\(observations),"appended":\(appended),"duplicates":\(duplicates),"rejected":\(rejected),\
        "instances":\(instances.count),"positions":\(span),"head":"\(head.hex)","seconds":\(seconds)}

        """)
    } else {
      try output.write(
        """
        observations=\(observations) appended=\(appended) duplicates=\(duplicates) rejected=\(rejected) \
        instances=\(instances.count) positions=\(range ?? "-") head=\(head.hex) seconds=\(seconds)

        """)
    }
    try output.flush()
  }
}
