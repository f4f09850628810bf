import Glibc

/// The words of the operating system for an error number.
func systemMessage(_ number: Int32) -> String { String(cString: strerror(number)) }

extension SourceError {
  /// A failed call of the operating system on a source.
  ///
  /// - Parameter action: the beginning of the message: "cannot open".
  init(errno number: Int32, _ action: String, _ source: String) {
    let (kind, hint): (Kind, String) =
      switch number {
      case ENOENT: (.missing, "Check the path.")
      case ENOTDIR: (.missing, "Check the path: something before its last part is not a directory.")
      case EACCES, EPERM: (.notPermitted, "Ask for the permission to read it.")
      case EISDIR: (.isDirectory, "Name a file.")
      case ELOOP: (.inputOutput(number), "Check the symbolic links of the path: they lead in a circle.")
      case EMFILE, ENFILE: (.inputOutput(number), "Raise the limit of open files, or read fewer sources at once.")
      default: (.inputOutput(number), "Check the disk or the connection it comes from, and read it again.")
      }
    self.init(kind, source: source, message: "\(action) \(source): \(systemMessage(number))", hint: hint)
  }
}
