import Glibc

/// Why bytes could not be written: what, where and what next.
public struct OutputError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What a caller may want to decide upon.
  public enum Kind: Sendable, Equatable {
    /// The directory of the path does not exist.
    case missingDirectory
    /// The path may not be written.
    case notPermitted
    /// A directory is at the path.
    case isDirectory
    /// The disk is full, or a quota or the limit of file sizes is reached.
    case full
    /// Any other failure of the operating system, with its error number.
    case inputOutput(Int32)
  }

  /// What a caller decides upon.
  public let kind: Kind
  /// What happened and where, without a full stop at the end.
  public let message: String
  /// What a person can do next, as a sentence.
  public let hint: String

  /// Message and hint on one line.
  public var description: String { "\(message). \(hint)" }

  /// A failed call of the operating system.
  ///
  /// - Parameter action: the beginning of the message: "cannot write".
  init(errno number: Int32, _ action: String, _ place: String) {
    message = "\(action) \(place): \(systemMessage(number))"
    (kind, hint) =
      switch number {
      case ENOENT, ENOTDIR: (.missingDirectory, "Make the directory first, or choose another path.")
      case EACCES, EPERM, EROFS: (.notPermitted, "Choose a path that may be written.")
      case EISDIR: (.isDirectory, "Name a file.")
      case ENOSPC, EDQUOT, EFBIG: (.full, "Free space and run the same command again.")
      default: (.inputOutput(number), "Check the disk and run the same command again.")
      }
  }
}
