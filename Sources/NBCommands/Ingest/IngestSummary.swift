import NBEventLog
import NBObservations
import NBSources

/// What a run of ingest did: observations = appended + duplicates + rejected.
struct IngestSummary {
  var observations = 0
  var appended = 0
  var duplicates = 0
  var rejected = 0
  var positions: ClosedRange<Int64>?
  var head = Digest.zero
  private var instances: Set<StreamKey> = []
  private var latest: ObservedAnswer?
  private let started = Clock.monotonicMilliseconds

  /// Remembers which instances were observed.
  mutating func note(_ observations: [Observation]) {
    for observation in observations where observation.content !== latest {
      latest = observation.content
      // A list poll that failed is about no instance.
      if !observation.content.stream.notebookID.isEmpty { instances.insert(observation.content.stream) }
    }
  }

  mutating func add(_ result: AppendResult) {
    appended += result.appended
    duplicates += result.duplicates
    head = result.head.digest
    if let added = result.positions { positions = (positions?.lowerBound ?? added.lowerBound)...added.upperBound }
  }

  /// Writes the one line of the contract, or an object.
  func write(asJSON: Bool) throws {
    let milliseconds = Clock.monotonicMilliseconds - started
    let hundredths = (milliseconds + 5) / 10
    let fraction = hundredths % 100
    let seconds = "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    let range = positions.map { "\($0.lowerBound)-\($0.upperBound)" }
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
