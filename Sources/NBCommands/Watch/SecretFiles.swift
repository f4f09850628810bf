import NBBasics
import NBCollector
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Files and variables that hold secrets.
enum SecretFiles {
  private static let maximumBytes = 1 << 20

  /// A variable that is set and not empty.
  static func environment(_ name: String) -> String? {
    Terminal.environmentValue(name).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The content of a configuration file; nil when there is none.
  static func read(_ path: String) throws(CloudsFile.Fault) -> [UInt8]? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw CloudsFile.Fault(message: "\(path) cannot be read: \(String(cString: strerror(errno)))")
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = Glibc.read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0, bytes.count + count <= maximumBytes else {
        throw CloudsFile.Fault(message: "\(path) cannot be read, or is larger than a configuration file")
      }
      if count == 0 { return bytes }
      bytes += chunk[..<count]
    }
  }

  /// Credentials whose secrets stand in files of their own; nil when the target names none.
  static func account(_ block: WatchFile.Block) throws -> Account? {
    if let accessFile = try block.text("access_key_file") {
      guard let secretFile = try block.text("secret_key_file") else {
        throw TOMLFault(line: block.line, "`access_key_file` needs `secret_key_file`")
      }
      let token = try block.text("security_token_file").map { try secret($0) }
      return Account(
        credentials: .keys(
          AccessKeys(
            accessKey: try secret(accessFile).text, secretKey: try secret(secretFile), securityToken: token)),
        source: accessFile)
    }
    guard let passwordFile = try block.text("password_file") else { return nil }
    guard let url = try block.text("auth_url"), let name = try block.text("username") else {
      throw TOMLFault(line: block.line, "`password_file` needs `auth_url` and `username`")
    }
    let domain = KeystoneName(name: try block.text("user_domain"))
    let projectDomain = try block.text("project_domain").map { KeystoneName(name: $0) } ?? domain
    return Account(
      credentials: .password(
        KeystoneUser(
          authURL: url, user: KeystoneName(name: name), userDomain: domain, project: KeystoneName(),
          projectDomain: projectDomain, password: try secret(passwordFile))),
      source: passwordFile)
  }

  /// The first line of a file; a relative name is looked for among systemd's credentials first.
  private static func secret(_ path: String) throws -> Secret {
    var full = path
    if !path.hasPrefix("/"), let folder = environment("CREDENTIALS_DIRECTORY") {
      let beside = "\(folder)/\(path)"
      if access(beside, R_OK) == 0 { full = beside }
    }
    do throws(CloudsFile.Fault) {
      guard let bytes = try read(full) else { throw CloudsFile.Fault(message: "\(full) is not there") }
      warnIfReadable(full)
      let line = bytes.prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
      guard !line.isEmpty else { throw CloudsFile.Fault(message: "\(full) is empty") }
      return Secret(line)
    } catch { throw CommandFailure(.failed, error.message) }
  }

  /// Others may read a file that holds or names secrets.
  static func warnIfReadable(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & 0o077 != 0, facts.st_mode & S_IFMT == S_IFREG else { return }
    StandardError.write("nbtrack: others may read \(path); type: chmod 600 \(path)")
  }
}
