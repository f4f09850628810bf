/// Why bytes could not be had from a source: what, where and what next. Never carries the bytes themselves.
public struct SourceError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What a caller may want to decide upon.
  public enum Kind: Sendable, Equatable {
    /// Nothing is at the path.
    case missing
    /// The path may not be read.
    case notPermitted
    /// A directory, where bytes were wanted.
    case isDirectory
    /// Neither a regular file nor a directory, found below a directory: a socket, a device, a FIFO.
    case notRegular
    /// Compressed data that ends too early. What could be decoded was handed out before.
    case truncated
    /// Compressed data that contradicts its format, or is followed by something else.
    case damaged
    /// Any other failure of the operating system, with its error number.
    case inputOutput(Int32)
  }

  /// What a caller decides upon.
  public let kind: Kind
  /// The path as it was given or found, `-` for standard input. Bytes that are not UTF-8 are shown as U+FFFD.
  public let source: String
  /// What happened and where, without a full stop at the end.
  public let message: String
  /// What a person can do next, as a sentence; empty when there is nothing to say.
  public let hint: String

  /// Message and hint on one line.
  public var description: String { hint.isEmpty ? message : "\(message). \(hint)" }

  init(_ kind: Kind, source: String, message: String, hint: String) {
    self.kind = kind
    self.source = source
    self.message = message
    self.hint = hint
  }
}
