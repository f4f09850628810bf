import NBBasics
import NBObservations
import NBSQLite

/// The times that a question is about: how far knowledge goes, and the window.
package struct Period: Hashable, Sendable {
  /// The end of knowledge; later events do not count.
  package var asOf: Instant
  /// The window, half open; nil: from the first event, up to and including `asOf`.
  package var from: Instant?
  /// The end of the window, which is no part of it; nil: just after `asOf`.
  package var until: Instant?
  /// The time that a comparison looks back to, half open; nil where there is none.
  package var before: Before?
  /// How far local time, which has days and weeks, is ahead of UTC, in milliseconds.
  package var utcOffset: Int64 = 0

  /// A window before the window.
  package struct Before: Hashable, Sendable {
    package let from: Instant
    package let until: Instant

    package init(from: Instant, until: Instant) {
      self.from = from
      self.until = until
    }
  }

  /// The whole log up to and including `asOf`.
  package init(asOf: Instant) { self.asOf = asOf }

  /// The window with its defaults filled in.
  func window(_ span: ClosedRange<Instant>?) -> (from: Instant, until: Instant) {
    (from ?? span?.lowerBound ?? asOf, until ?? asOf + 1)
  }

  /// What the SQL may use of it: each time as text and as milliseconds.
  func parameters(_ span: ClosedRange<Instant>?) -> [String: Value] {
    let (from, until) = window(span)
    var values: [String: Value] = ["utc_offset_ms": .integer(utcOffset)]
    for (name, instant) in [
      ("from", from), ("until", until), ("as_of", asOf), ("before_from", before?.from), ("before_until", before?.until),
    ] as [(String, Instant?)] {
      values[name] = instant.map { .text($0.rfc3339) } ?? .null
      values[name + "_ms"] = instant.map { .integer($0.milliseconds) } ?? .null
    }
    return values
  }
}
