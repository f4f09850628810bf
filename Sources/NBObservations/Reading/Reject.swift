/// A part of the input that is no observation: a line, or a row of a list page.
public struct Reject: Sendable, Hashable {
  /// Name of the source in which it stands.
  public let source: String
  /// 1-based line on which it begins.
  public let line: Int
  /// Bytes from the start of the (decompressed) source.
  public let byteOffset: Int
  /// What is wrong, in words; never a value from the input.
  public let reason: String
  /// The text, redacted and cut to ``RejectText/maximumBytes``.
  public let text: String

  /// A reject from its parts; `reason` and `text` must be free of secrets already.
  public init(source: String, line: Int, byteOffset: Int, reason: String, text: String) {
    self.source = source
    self.line = line
    self.byteOffset = byteOffset
    self.reason = reason
    self.text = text
  }
}
