/// A sentence, or several: pieces of text with their form. String literals make one, and so does interpolation:
///
///     "\(code: flavor) fails most often: \(failed) of \(ended) starts"
package struct Phrase: Sendable, Hashable, ExpressibleByStringInterpolation {
  /// The pieces, in order.
  package private(set) var inlines: [Inline]

  /// A sentence of pieces. Text beside text becomes one.
  package init(_ inlines: [Inline] = []) {
    self.inlines = []
    for inline in inlines { append(inline) }
  }

  /// A sentence of nothing but text.
  package init(_ text: String) { self.init([.text(text)]) }

  /// A sentence as it stands in the source.
  package init(stringLiteral value: String) { self.init(value) }

  /// A sentence of literal and interpolated pieces.
  package init(stringInterpolation: Interpolation) { self = stringInterpolation.phrase }

  /// The words without their form.
  package var plain: String { inlines.map(\.plain).joined() }

  /// Whether there is nothing to read.
  package var isEmpty: Bool { inlines.isEmpty }

  /// Adds a piece.
  package mutating func append(_ inline: Inline) {
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
  package static func + (first: Phrase, second: Phrase) -> Phrase { Phrase(first.inlines + second.inlines) }

  /// Adds a sentence.
  package static func += (first: inout Phrase, second: Phrase) { first = first + second }

  /// Collects the pieces of an interpolated literal.
  package struct Interpolation: StringInterpolationProtocol {
    fileprivate var phrase = Phrase()

    /// Starts without any piece.
    package init(literalCapacity: Int, interpolationCount: Int) {}

    /// Adds literal text.
    package mutating func appendLiteral(_ literal: String) { phrase.append(.text(literal)) }
    /// Adds text.
    package mutating func appendInterpolation(_ text: String) { phrase.append(.text(text)) }
    /// Adds a number.
    package mutating func appendInterpolation(_ number: some BinaryInteger) { phrase.append(.text(String(number))) }
    /// Adds an id or code.
    package mutating func appendInterpolation(code text: String) { phrase.append(.code(text)) }
    /// Adds text that leads.
    package mutating func appendInterpolation(strong text: String) { phrase.append(.strong(text)) }
    /// Adds a word with a tone.
    package mutating func appendInterpolation(_ text: String, _ tone: Tone) { phrase.append(.toned(text, tone)) }
    /// Adds the pieces of another sentence.
    package mutating func appendInterpolation(_ other: Phrase) { phrase += other }
  }
}

extension Sequence where Element == Phrase {
  /// The sentences as one, with `separator` between them.
  package func joined(separator: String) -> Phrase {
    var result = Phrase()
    for (index, phrase) in enumerated() {
      if index > 0 { result.append(.text(separator)) }
      result += phrase
    }
    return result
  }
}
