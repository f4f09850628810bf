import NBBasics

/// What is to be erased from stored answers. A value that goes becomes `[redacted]`.
public enum ErasureRule: Sendable {
  /// The values at these paths of a body.
  case paths([MemberPath])
  /// Who the user of a body is, where an id or the name of the user is this text.
  case user(String)
  /// Every place where this text stands in a string.
  case text(String)
  /// Everything that no duration, failure or exposure rests on: names, descriptions, users, messages.
  case everythingElse

  /// In words without any value.
  public var scope: String {
    switch self {
    case .paths(let paths): "the values at " + paths.map(\.text).joined(separator: ", ")
    case .user: "who one user is"
    case .text: "one text wherever it stands"
    case .everythingElse: "everything that no question about time needs"
    }
  }

  /// What remains of a canonical body, and the strings that went; nil when there is nothing to erase.
  public func erased(body: [UInt8]) -> (remaining: [UInt8], gone: Set<String>)? {
    Self.erase(body) { eraser in
      switch self {
      case .paths(let paths): for path in paths { eraser.cut(path.names[...], at: JSONTape.root) }
      case .user(let user): eraser.cutUser(user)
      case .text(let text): eraser.cutText(Array(text.utf8), at: JSONTape.root)
      case .everythingElse: eraser.cutAllButFacts()
      }
    }
  }

  /// As ``erased(body:)``, of the canonical JSON of a request: only a text is looked for there.
  public func erased(request: [UInt8]) -> [UInt8]? {
    guard case .text(let text) = self else { return nil }
    return Self.erase(request) { $0.cutText(Array(text.utf8), at: JSONTape.root) }?.remaining
  }

  /// A text that is no JSON without any of these.
  public static func erased(_ texts: [String], from text: String) -> String {
    var bytes = Array(text.utf8)
    for gone in texts { bytes = BodyEraser.replacing(Array(gone.utf8), in: bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func erase(
    _ json: [UInt8], _ cut: (inout BodyEraser) -> Void
  ) -> (remaining: [UInt8], gone: Set<String>)? {
    json.withUnsafeBytes { bytes in
      var tape = JSONTape()
      guard (try? tape.parse(bytes)) != nil else { return nil }
      var eraser = BodyEraser(tape)
      cut(&eraser)
      guard let spliced = eraser.remaining else { return nil }
      // What remains is in the form in which an ingest would store it.
      let remaining = spliced.withUnsafeBytes { bytes in
        (try? tape.parse(bytes)) == nil ? spliced : CanonicalWriter.bytes(in: tape, pseudonyms: nil)
      }
      return remaining == json ? nil : (remaining, eraser.gone)
    }
  }
}

/// Where a value stands in a body: `user.name`. Arrays are passed through: a path goes into each element.
public struct MemberPath: Hashable, Sendable {
  let names: [String]

  /// The path as it was typed, without `$.` before it.
  public var text: String { names.joined(separator: ".") }

  /// Reads `user.name`, `$.tags.*`; nil for anything else, and for the `id` of an instance, which names its stream.
  public init?(text: String) {
    let names = (text.hasPrefix("$.") ? text.dropFirst(2) : text[...])
      .split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy({ !$0.isEmpty }), names != ["id"], names != ["*"] else { return nil }
    self.names = names
  }
}
