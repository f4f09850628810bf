import NBBasics

/// The error that a body speaks of, in one of the gateway's, the service's and Keystone's forms.
package struct AnswerError: Equatable, Sendable {
  /// `ModelArts.6309`, `APIGW.0301`; empty when the body names none.
  package var code: String
  /// What the service says; not redacted.
  package var message: String

  /// Reads `error_code`/`error_msg`, `errorCode`/`errorMsg`, `code`/`message`, at the top or one level below it; nil
  /// when there is none of them.
  package init?(body: [UInt8]) {
    var tape = JSONTape()
    let found: AnswerError? = body.withUnsafeBytes { bytes in
      guard (try? tape.parse(bytes)) != nil, tape.kind(JSONTape.root) == .object else { return nil }
      if let error = AnswerError(tape: tape, object: JSONTape.root) { return error }
      var nested: AnswerError?
      tape.forEachMember(of: JSONTape.root) { _, value in
        if nested == nil, tape.kind(value) == .object { nested = AnswerError(tape: tape, object: value) }
      }
      return nested
    }
    guard let found else { return nil }
    self = found
  }

  private init?(tape: JSONTape, object: Int) {
    func text(_ keys: [StaticString]) -> String? {
      for key in keys {
        guard let value = tape.member(key, of: object) else { continue }
        if let text = tape.string(value) { return text }
        if let number = tape.integer(value) { return String(number) }
      }
      return nil
    }
    let code = text(["error_code", "errorCode", "code"])
    let message = text(["error_msg", "errorMsg", "message"])
    guard code != nil || message != nil else { return nil }
    self.code = code ?? ""
    self.message = message ?? ""
  }

  /// The four digits of a code of one of these services, so that `APIG.0308` and `APIGW.0308` are the same.
  package func number(of services: String...) -> Int? {
    guard let dot = code.lastIndex(of: "."), services.contains(String(code[..<dot])) else { return nil }
    return Int(code[code.index(after: dot)...])
  }
}
