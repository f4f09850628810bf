import Glibc
import NBBasics

/// The words of the operating system for an error number.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }

extension Failure {
  /// A failed call of the operating system on a source.
  ///
  /// - Parameters:
  ///   - action: the beginning of the message: "cannot open".
  ///   - source: the path as it was given or found. Bytes that are not UTF-8 are shown as U+FFFD.
  init(reading number: Int32, _ action: String, _ source: String) {
    let (kind, hint): (Kind, String) =
      switch number {
      case ENOENT: (.missing, "Check the path.")
      case ENOTDIR: (.missing, "Check the path: something before its last part is not a directory.")
      case EACCES, EPERM: (.notPermitted, "Ask for the permission to read it.")
      case EISDIR: (.isDirectory, "Name a file.")
      case ELOOP: (.system(number), "Check the symbolic links of the path: they lead in a circle.")
      case EMFILE, ENFILE: (.system(number), "Raise the limit of open files, or read fewer sources at once.")
      default: (.system(number), "Check the disk or the connection it comes from, and read it again.")
      }
    self.init(.source, kind, message: "\(action) \(source): \(systemMessage(number))", hint: hint)
  }

  /// A failed call of the operating system where bytes go to.
  ///
  /// - Parameters:
  ///   - action: the beginning of the message: "cannot write".
  ///   - place: the path, or "standard output".
  init(writing number: Int32, _ action: String, _ place: String) {
    let (kind, hint): (Kind, String) =
      switch number {
      case ENOENT, ENOTDIR: (.missingDirectory, "Make the directory first, or choose another path.")
      case EACCES, EPERM, EROFS: (.notPermitted, "Choose a path that may be written.")
      case EISDIR: (.isDirectory, "Name a file.")
      case ENOSPC, EDQUOT, EFBIG: (.full, "Free space and run the same command again.")
      default: (.system(number), "Check the disk and run the same command again.")
      }
    self.init(.output, kind, message: "\(action) \(place): \(systemMessage(number))", hint: hint)
  }
}
