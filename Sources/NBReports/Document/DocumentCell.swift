import NBBasics

/// What stands in a cell of a document: a value with what it means, so that each renderer writes it in its own way.
package enum DocumentCell: Sendable, Hashable {
  /// Nothing is known, or nothing applies.
  case empty
  /// Free text, as it came.
  case text(String)
  /// An id or code.
  case code(String)
  /// A word whose tone says how things stand: a status, an outcome.
  case toned(String, Tone)
  /// An instant.
  case time(Instant)
  /// What lies after the first instant and not later than the second; nil where the log tells none.
  case times(Instant?, Instant?)
  /// A number with its unit.
  case quantity(Quantity)
  /// Between two numbers; nil where a limit is not known.
  case interval(Quantity?, Quantity?)
  /// A number with its interval.
  case estimate(Quantity, Quantity?, Quantity?)
  /// A difference.
  case change(Quantity)
  /// A difference with its interval.
  case changeEstimate(Quantity, Quantity?, Quantity?)
  /// Between two differences.
  case changeInterval(Quantity?, Quantity?)
  /// The probability of such a difference by chance alone.
  case chance(Double)
  /// A distribution: the cumulative shares at rising limits, nil where unknown.
  case shape([Double?])

  /// The level of all intervals and tests.
  static let level = 0.05

  /// Whether nothing would be seen.
  package var isEmpty: Bool {
    switch self {
    case .empty: true
    case .text(let text), .code(let text), .toned(let text, _): text.isEmpty
    case .times(let low, let high): low == nil && high == nil
    case .interval(let low, let high), .changeInterval(let low, let high): low == nil && high == nil
    case .time, .quantity, .estimate, .change, .changeEstimate, .chance, .shape: false
    }
  }

  /// The cell in words, without any form. Text of strangers is as it came.
  ///
  /// - Parameter year: the year that dates need not say.
  package func words(year: Int64?) -> String {
    switch self {
    case .empty: ""
    case .text(let text), .code(let text), .toned(let text, _): text
    case .time(let instant): TimeWords.minute(instant, year: year)
    case .times(let low, let high):
      high.map { TimeWords.minutes(low, $0, year: year) }
        ?? low.map { "after \(TimeWords.minute($0, year: year))" } ?? ""
    case .quantity(let quantity): quantity.text()
    case .interval(let low, let high): IntervalWords.span(low?.text(), high?.text()) ?? ""
    case .estimate(let value, let low, let high):
      IntervalWords.estimate(value.text(), low?.text(), high?.text())
    case .change(let quantity): quantity.change
    case .changeEstimate(let value, let low, let high):
      value.change + (IntervalWords.range(low?.change, high?.change).map { " (\($0))" } ?? "")
    case .changeInterval(let low, let high): IntervalWords.range(low?.change, high?.change) ?? ""
    case .chance(let p): DocumentCell.chance(p)
    case .shape(let shares): Sparkline.ofCumulative(shares)
    }
  }

  /// The cell as a piece of a sentence.
  package func inline(year: Int64?) -> Inline {
    switch self {
    case .code(let code): .code(code)
    case .toned(let word, let tone): .toned(word, tone)
    default: .text(words(year: year))
    }
  }

  /// `p = 0.31` under the heading p is `0.31`; what is below the level has a star.
  private static func chance(_ p: Double) -> String {
    let text = NumberWords.probability(p)
    let number = text.hasPrefix("p = ") ? text.dropFirst(4) : text.dropFirst(2)
    return p < level ? "\(number) *" : String(number)
  }
}
