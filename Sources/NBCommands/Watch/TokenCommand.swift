#if canImport(Glibc)
  import Glibc
#endif

/// Runs a user's command that prints a token.
enum TokenCommand {
  /// A token is several KB at most.
  private static let maximumBytes = 64 << 10

  /// The first line of what the command prints, without its end; nil when it fails.
  static func run(_ command: String) -> String? {
    guard let pipe = popen(command, "re") else { return nil }
    var line = [UInt8](repeating: 0, count: maximumBytes)
    defer { line.withUnsafeMutableBytes { explicit_bzero($0.baseAddress!, $0.count) } }
    let count = fread(&line, 1, maximumBytes, pipe)
    guard pclose(pipe) == 0, count > 0 else { return nil }
    return String(
      decoding: line[..<count].prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }, as: UTF8.self)
  }
}
