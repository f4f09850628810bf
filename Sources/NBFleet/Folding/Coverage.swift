import NBBasics
import NBObservations

/// What is asked of the events of a stream and a day, and not of what became of them.
package struct Coverage: Sendable, Equatable {
  /// Its line's type, and the name of its table.
  package static let type = "coverage"

  /// Number of events.
  package var events: Int64 = 0
  /// Of them the polls that told nothing.
  package var pollsWithoutInformation: Int64 = 0
  /// Time of the first event.
  package var firstAt = Instant(milliseconds: .max)
  /// Time of the last event.
  package var lastAt = Instant(milliseconds: .min)
  /// How often `observed_at` minus the server's Date came to so many milliseconds.
  package var skew: [Int64: Int64] = [:]

  package init() {}

  mutating func add(_ event: BlockEvent, _ answer: Answer) {
    events += 1
    if answer.kind == .poll, answer.observationClass == .noInformation { pollsWithoutInformation += 1 }
    firstAt = min(firstAt, event.observedAt)
    lastAt = max(lastAt, event.observedAt)
    add(dateOffset: event.dateOffset, observedAt: event.observedAt)
  }

  /// Counts what an event says of the two clocks.
  package mutating func add(dateOffset: Int64, observedAt: Instant) {
    guard let seconds = EventTimes.dateSeconds(dateOffset, observedAt: observedAt) else { return }
    // Wrapping: a damaged page may give any number.
    skew[observedAt.milliseconds &- seconds &* 1000, default: 0] += 1
  }

  /// ``skew`` as a JSON array of [milliseconds, count], ascending.
  package var skewText: String {
    "[" + skew.sorted { $0.key < $1.key }.map { "[\($0.key),\($0.value)]" }.joined(separator: ",") + "]"
  }

  /// Appends the members behind the type.
  func appendMembers(to lines: inout [UInt8]) {
    lines.appendMember("events", events)
    lines.appendMember("polls_without_information", pollsWithoutInformation)
    lines.appendMember("first_at", firstAt.milliseconds)
    lines.appendMember("last_at", lastAt.milliseconds)
    lines += ",\"skew\":\(skewText)".utf8
  }
}
