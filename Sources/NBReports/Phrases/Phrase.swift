/// A sentence, or several: pieces of text with their form. String literals make one, and so does interpolation:
///
///     "\(code: flavor) fails most often: \(failed) of \(ended) starts"
public struct Phrase: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The pieces, in order.
  public private(set) var inlines: [Inline]

  /// A sentence of pieces. Text beside text becomes one.
  public init(_ inlines: [Inline] = []) {
    self.inlines = []
    for inline in inlines { append(inline) }
  }

  /// A sentence of nothing but text.
  public init(_ text: String) { self.init([.text(text)]) }

  /// A sentence as it stands in the source.
  public init(stringLiteral value: String) { self.init(value) }

  /// A sentence of literal and interpolated pieces.
  public init(stringInterpolation: Interpolation) { self = stringInterpolation.phrase }

  /// The words without their form.
  public var plain: String { inlines.map(\.plain).joined() }

  /// Whether there is nothing to read.
  public var isEmpty: Bool { inlines.isEmpty }

  /// Adds a piece.
  public mutating func append(_ inline: Inline) {
    if case .text(let text) = inline {
      if text.isEmpty { return }
      if case .text(let before) = inlines.last {
        inlines[inlines.count - 1] = .text(before + text)
        return
      }
    }
    inlines.append(inline)
  }

  /// The sentence with scalars of its words replaced.
  func replacing(_ replacement: (Unicode.Scalar) -> String?) -> Phrase {
    func replaced(_ text: String) -> String {
      text.unicodeScalars.map { replacement($0) ?? String($0) }.joined()
    }
    return Phrase(
      inlines.map { inline in
        switch inline {
        case .text(let text): .text(replaced(text))
        case .strong(let text): .strong(replaced(text))
        case .code(let text): .code(replaced(text))
        case .link(let text, let url): .link(replaced(text), url: replaced(url))
        case .toned(let text, let tone): .toned(replaced(text), tone)
        }
      })
  }

  /// Two sentences as one.
  public static func + (first: Phrase, second: Phrase) -> Phrase { Phrase(first.inlines + second.inlines) }

  /// Adds a sentence.
  public static func += (first: inout Phrase, second: Phrase) { first = first + second }

  /// Collects the pieces of an interpolated literal.
  public struct Interpolation: StringInterpolationProtocol {
    fileprivate var phrase = Phrase()

    /// Starts without any piece.
    public init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds literal text.
    public mutating func appendLiteral(_ literal: String) { phrase.append(.text(literal)) }
    /// Adds text.
    public mutating func appendInterpolation(_ text: String) { phrase.append(.text(text)) }
    /// Adds a number.
    public mutating func appendInterpolation(_ number: some BinaryInteger) { phrase.append(.text(String(number))) }
    /// Adds an id or code.
    public mutating func appendInterpolation(code text: String) { phrase.append(.code(text)) }
    /// Adds text that leads.
    public mutating func appendInterpolation(strong text: String) { phrase.append(.strong(text)) }
    /// Adds a word with a tone.
    public mutating func appendInterpolation(_ text: String, _ tone: Tone) { phrase.append(.toned(text, tone)) }
    /// Adds the pieces of another sentence.
    public mutating func appendInterpolation(_ other: Phrase) { phrase += other }
  }
}

extension Sequence where Element == Phrase {
  /// The sentences as one, with `separator` between them.
  public func joined(separator: String) -> Phrase {
    var result = Phrase()
    for (index, phrase) in enumerated() {
      if index > 0 { result.append(.text(separator)) }
      result += phrase
    }
    return result
  }
}
