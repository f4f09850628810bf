import NBBasics

/// Strips of time, a row each: in which state something was when, and when nobody looked at any.
package struct StripChart: Sendable, Hashable {
  /// A state that a strip shows.
  package enum State: String, Sendable, Hashable, CaseIterable {
    /// It was up.
    case running
    /// It was on its way up.
    case starting
    /// It was down.
    case stopped
    /// It failed.
    case failed
    /// Its state is none of these.
    case other
    /// Nobody knows.
    case noData = "no_data"

    /// What people call it.
    var words: String { self == .noData ? "no data" : rawValue }
  }

  /// A piece of a strip.
  package struct Span: Sendable, Hashable {
    /// From when until when, in milliseconds since 1970.
    package var range: Range<Double>
    /// What it was.
    package var state: State

    /// A piece.
    package init(_ range: Range<Double>, _ state: State) {
      self.range = range
      self.state = state
    }
  }

  /// A strip.
  package struct Row: Sendable, Hashable {
    /// What it is for.
    package var label: String
    /// Its pieces in order of time, without overlap.
    package var spans: [Span]

    /// A strip.
    package init(label: String, spans: [Span]) {
      self.label = label
      self.spans = spans
    }

    /// Milliseconds in a state.
    func length(_ state: State) -> Double {
      spans.filter { $0.state == state }.reduce(0) { $0 + $1.range.upperBound - $1.range.lowerBound }
    }
  }

  /// The time that all strips show, in milliseconds since 1970.
  package var domain: Range<Double>
  /// The strips, from top to bottom.
  package var rows: [Row]
  /// When no data came of any.
  package var outages: [Range<Double>]

  /// Strips over one time. An outage is the time that is without data in every strip that has begun by then.
  package init(domain: Range<Double>, rows: [Row]) {
    self.domain = domain
    self.rows = rows
    outages = StripChart.common(rows)
  }

  /// More strips are no picture any more.
  static let mostDrawn = 40

  /// The strips that a picture draws, in their order: all, or those with the most going on, failures first.
  var drawn: [Row] {
    guard rows.count > Self.mostDrawn else { return rows }
    func weight(_ row: Row) -> Int { row.spans.count + (row.spans.contains { $0.state == .failed } ? 1_000_000 : 0) }
    let weights = rows.map(weight)
    let places = rows.indices.sorted { weights[$0] != weights[$1] ? weights[$0] > weights[$1] : $0 < $1 }
    return places.prefix(Self.mostDrawn).sorted().map { rows[$0] }
  }

  /// Shorter times without data are no outage worth a column.
  private static let shortestOutage = 900_000.0

  /// What all strips have in common of their time without data. Before its first and after its last piece a strip says
  /// nothing against an outage.
  private static func common(_ rows: [Row]) -> [Range<Double>] {
    var shared = [-Double.infinity..<Double.infinity]
    for row in rows {
      guard let first = row.spans.first, let last = row.spans.last else { continue }
      let open = [-Double.infinity..<first.range.lowerBound, last.range.upperBound..<Double.infinity]
      let own = joined(open + row.spans.filter { $0.state == .noData }.map(\.range))
      shared = joined(shared.flatMap { outage in own.map { $0.clamped(to: outage) }.filter { !$0.isEmpty } })
    }
    let gaps = joined(rows.flatMap { $0.spans.filter { $0.state == .noData }.map(\.range) })
    return shared.flatMap { outage in gaps.map { $0.clamped(to: outage) }.filter { !$0.isEmpty } }
      .filter { $0.upperBound - $0.lowerBound >= shortestOutage }
  }

  private static func joined(_ ranges: [Range<Double>]) -> [Range<Double>] {
    ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { result, range in
      if let last = result.last, range.lowerBound <= last.upperBound {
        result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        result.append(range)
      }
    }
  }

  /// The starts of the days within the domain, each with its name: `Mon 16`.
  func days(utcOffset: Int64 = 0) -> [(place: Double, label: String)] {
    let day = CivilDate.millisecondsPerDay
    var start = (Int64(domain.lowerBound) + utcOffset).flooredQuotient(by: day) * day - utcOffset
    if Double(start) < domain.lowerBound { start += day }
    var days: [(place: Double, label: String)] = []
    while Double(start) < domain.upperBound {
      days.append((Double(start), TimeWords.shortDay(Instant(milliseconds: start + utcOffset))))
      start += day
    }
    return days
  }
}
