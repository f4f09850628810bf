/// What a difference between two times means, in words: exactly one of these for each figure.
enum Verdict: Hashable {
  /// There is no earlier time to compare with.
  case noEarlier
  /// Too few starts in one of the two.
  case tooFew
  /// Something other than the figure differs between the two; why.
  case notComparable(String)
  /// The interval of the change holds zero.
  case unchanged
  /// The interval of the change excludes zero: it went up.
  case more(String, isBad: Bool)
  /// The interval of the change excludes zero: it went down.
  case less(String, isBad: Bool)
  /// A count of all, which needs no test; the difference in words.
  case counted(String)

  /// Below this many starts a rate or a time is mostly chance.
  static let fewest = 5.0

  /// The verdict on a change by its interval: significant exactly if that excludes zero.
  static func of(low: Double?, high: Double?, more: (String, isBad: Bool), less: (String, isBad: Bool)) -> Verdict {
    if low == nil, high == nil { return .tooFew }
    if let low, low > 0 { return .more(more.0, isBad: more.isBad) }
    if let high, high < 0 { return .less(less.0, isBad: less.isBad) }
    return .unchanged
  }

  var words: String {
    switch self {
    case .noEarlier: "nothing to compare with"
    case .tooFew: "too few to say"
    case .notComparable(let reason): reason
    case .unchanged: "no significant change"
    case .more(let words, _), .less(let words, _), .counted(let words): words
    }
  }

  /// Whether a change is significant, as a cell.
  var isSignificant: DocumentCell {
    switch self {
    case .more, .less: .toned("yes", .strong)
    case .unchanged: .text("no")
    case .noEarlier, .tooFew, .notComparable, .counted: .empty
    }
  }

  /// As a cell: what changed leads.
  var cell: DocumentCell {
    switch self {
    case .more(let words, let isBad): .toned("▲ \(words)", isBad ? .bad : .good)
    case .less(let words, let isBad): .toned("▼ \(words)", isBad ? .bad : .good)
    default: .text(words)
    }
  }
}
