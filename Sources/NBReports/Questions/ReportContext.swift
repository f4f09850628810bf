import NBBasics

/// A span of time that a report is about.
public struct ReportWindow: Sendable, Hashable {
  /// The name people use, such as `2026-W47`.
  public var label: String
  /// The first instant inside, RFC 3339.
  public var from: String
  /// The first instant after it, RFC 3339.
  public var until: String

  /// A window.
  public init(label: String, from: String, until: String) {
    self.label = label
    self.from = from
    self.until = until
  }
}

/// A part of the product that the figures depend on, and its version.
public struct ReportVersion: Sendable, Hashable {
  /// The part, such as `binary` or `schema`.
  public var name: String
  /// Its version.
  public var version: String

  /// A version.
  public init(_ name: String, _ version: String) {
    self.name = name
    self.version = version
  }
}

/// What a report says about where its figures come from.
public struct ReportContext: Sendable, Hashable {
  /// The head of the log, in hexadecimal.
  public var head: String
  /// How many events the log holds up to as-of.
  public var events: Int64
  /// The time of the question, RFC 3339.
  public var asOf: String
  /// What the figures depend on, in order: the versions of binary, schema, projections.
  public var versions: [ReportVersion]
  /// The time the report is about.
  public var window: ReportWindow
  /// The window before; nil when the log does not reach back that far, so that nothing can be compared.
  public var before: ReportWindow?

  /// A context.
  public init(
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

  /// The year of as-of, which dates need not say.
  var year: Int64? { InstantText.instant(asOf).map(TimeWords.year) }

  /// The placeholders of titles and sentences.
  var placeholders: [(name: String, value: String)] {
    [
      ("week", window.label), ("from", TimeWords.minute(window.from, year: nil)),
      ("until", TimeWords.minute(window.until, year: nil)), ("before", before?.label ?? "no earlier week"),
      ("head", head), ("as_of", TimeWords.minute(asOf, year: nil)), ("events", NumberWords.grouped(events)),
    ]
  }
}
