/// A piece of a sentence. Text is as it came: each renderer makes it safe for its form.
package enum Inline: Sendable, Hashable {
  /// Text.
  case text(String)
  /// Text that leads.
  case strong(String)
  /// An id or code.
  case code(String)
  /// Text that leads to an address.
  case link(String, url: String)
  /// A word with a tone, such as a status.
  case toned(String, Tone)

  /// How the words want to be seen; nil for plain ones.
  var tone: Tone? {
    switch self {
    case .toned(_, let tone): tone
    case .strong: .strong
    case .text, .code, .link: nil
    }
  }

  /// The words without their form.
  package var plain: String {
    switch self {
    case .text(let text), .strong(let text), .code(let text), .link(let text, _), .toned(let text, _): text
    }
  }
}
