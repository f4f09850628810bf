import NBBasics

/// A span of time that a report is about.
package struct ReportWindow: Sendable, Hashable {
  /// The name people use, such as `2026-W47`.
  package var label: String
  /// The first instant inside, RFC 3339.
  package var from: String
  /// The first instant after it, RFC 3339.
  package var until: String
  /// What people call it in full: `week 47 (16–22 Nov 2026)`.
  package var title: String
  /// What kind of time it is.
  package var span: Span

  /// What kind of time a window is, and so how it is told from the one before.
  package enum Span: Sendable, Hashable {
    /// A week.
    case week
    /// A calendar month.
    case month
    /// Any other time.
    case other
  }

  /// What the window and the one before it are called beside each other, and the window in a sentence.
  var relative: (now: String, before: String, phrase: String) {
    switch span {
    case .week: ("This week", "Last week", "this week")
    case .month: ("This month", "Last month", "this month")
    case .other: ("This time", "Time before", "in this time")
    }
  }

  /// A window.
  package init(label: String, from: String, until: String, title: String? = nil, span: Span = .week) {
    self.label = label
    self.from = from
    self.until = until
    self.title = title ?? label
    self.span = span
  }
}

/// A part of the product that the figures depend on, and its version.
package struct ReportVersion: Sendable, Hashable {
  /// The part, such as `binary` or `schema`.
  package var name: String
  /// Its version.
  package var version: String

  /// A version.
  package init(_ name: String, _ version: String) {
    self.name = name
    self.version = version
  }
}

/// What a report says about where its figures come from.
package struct ReportContext: Sendable, Hashable {
  /// The head of the log, in hexadecimal.
  package var head: String
  /// How many events the log holds up to as-of.
  package var events: Int64
  /// The time of the question, RFC 3339.
  package var asOf: String
  /// What the figures depend on, in order: the versions of binary, schema, projections.
  package var versions: [ReportVersion]
  /// The time the report is about.
  package var window: ReportWindow
  /// The window before; nil when the log does not reach back that far, so that nothing can be compared.
  package var before: ReportWindow?

  /// How far local time, which has days and weeks, is ahead of UTC, in milliseconds.
  package var utcOffset: Int64 = 0
  /// The dimension of breakdowns that was asked for; nil: that of the definition.
  package var by: String?
  /// What asks for the same time again: `--week 2026-W47`.
  package var arguments = ""
  /// What the report is narrowed to, in words; empty where it is about everything.
  package var filters: [String] = []

  /// A context.
  package init(
    head: String, events: Int64, asOf: String, versions: [ReportVersion], window: ReportWindow, before: ReportWindow?
  ) {
    self.head = head
    self.events = events
    self.asOf = asOf
    self.window = window
    self.before = before
    self.versions = versions
  }

  /// The instant up to which the state at the end of the window is asked for: the last millisecond of the window, or
  /// as-of when that is earlier. RFC 3339.
  var end: String {
    guard let until = InstantText.milliseconds(window.until), let asOf = InstantText.milliseconds(asOf) else {
      return self.asOf
    }
    return until - 1 <= asOf ? Instant(milliseconds: until - 1).rfc3339 : self.asOf
  }

  /// Whether the window was not over at as-of.
  var isOpen: Bool {
    guard let until = InstantText.milliseconds(window.until), let asOf = InstantText.milliseconds(asOf) else {
      return false
    }
    return asOf < until - 1
  }

  /// How far the history reaches back, in weeks that end with the window.
  static let historyWeeks: Int64 = 12

  /// The start of the history: whole weeks before the end of the window. RFC 3339.
  var historyFrom: String {
    guard let until = InstantText.milliseconds(window.until), let from = InstantText.milliseconds(window.from) else {
      return window.from
    }
    let length = ReportContext.historyWeeks * 7 * CivilDate.millisecondsPerDay
    return Instant(milliseconds: min(from, until - length)).rfc3339
  }

  /// The window in milliseconds since 1970.
  var windowMilliseconds: Range<Double> {
    let from = Double(InstantText.milliseconds(window.from) ?? 0)
    return from..<max(from, Double(InstantText.milliseconds(window.until) ?? 0))
  }

  /// The days of the window in local time, `2026-11-17`, up to that of as-of; none of a window longer than two months.
  var days: [String] {
    let (day, range) = (CivilDate.millisecondsPerDay, windowMilliseconds)
    let end = min(Int64(range.upperBound), (InstantText.milliseconds(asOf) ?? 0) + 1)
    var start = (Int64(range.lowerBound) + utcOffset).flooredQuotient(by: day) * day
    guard end + utcOffset - start <= 62 * day else { return [] }
    var days: [String] = []
    while start < end + utcOffset {
      days.append(String(Instant(milliseconds: start).rfc3339.prefix(10)))
      start += day
    }
    return days
  }

  /// The year of as-of, which dates need not say.
  var year: Int64? { InstantText.instant(asOf).map(TimeWords.year) }

  /// How far the data reach, in a sentence, and what the report is narrowed to.
  var status: String {
    let weekday = InstantText.instant(asOf).map { "\(TimeWords.weekday($0)), " } ?? ""
    let end = weekday + TimeWords.minute(asOf, year: nil)
    let noun = window.span == .week ? "week" : window.span == .month ? "month" : "time"
    let data =
      isOpen
      ? "Data until \(end) UTC: the \(noun) is not complete." : "The \(noun) is complete; known as of \(end) UTC."
    return filters.isEmpty ? data : "\(data) Only \(filters.joined(separator: ", "))."
  }

  /// The placeholders of titles and sentences.
  var placeholders: [(name: String, value: String)] {
    [
      ("week", window.label), ("from", TimeWords.minute(window.from, year: nil)),
      ("until", TimeWords.minute(window.until, year: nil)), ("before", before?.label ?? "no earlier week"),
      ("period", window.title), ("this", window.relative.phrase), ("last", window.relative.before.lowercased()),
      ("status", status), ("arguments", arguments),
      ("by", (by ?? "user").map { $0 == "_" ? " " : String($0) }.joined()), ("head", head),
      ("as_of", TimeWords.minute(asOf, year: nil)), ("events", NumberWords.grouped(events)),
    ]
  }
}
