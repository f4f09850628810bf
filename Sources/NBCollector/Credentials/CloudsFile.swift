/// Where clouds.yaml and secure.yaml are looked for, and how they are put together (openstacksdk, "Configuration").
package struct CloudsFile {
  /// One file and what it says.
  package struct Part {
    package let path: String
    package let value: YAMLValue
  }

  /// Why there is no such cloud; in words for the user.
  package struct Fault: Error, Equatable {
    package let message: String
    /// Whether there is no such file at all.
    package var isMissingFile = false

    package init(message: String) { self.message = message }
  }

  package let clouds: Part
  package let secure: Part?

  /// - Parameters:
  ///   - environment: value of a variable; nil when it is not set or empty.
  ///   - read: the content of a file; nil when there is none.
  package init(
    environment: (String) -> String?, read: (String) throws(Fault) -> [UInt8]?
  ) throws(Fault) {
    guard
      let clouds = try Self.find("clouds", variable: "OS_CLIENT_CONFIG_FILE", environment: environment, read: read)
    else {
      var fault = Fault(message: "there is no clouds.yaml in the working folder, ~/.config/openstack or /etc/openstack")
      fault.isMissingFile = true
      throw fault
    }
    self.clouds = clouds
    secure = try Self.find("secure", variable: "OS_CLIENT_SECURE_FILE", environment: environment, read: read)
  }

  /// Names of the clouds, sorted.
  package var names: [String] {
    guard case .map(let members)? = clouds.value["clouds"] else { return [] }
    return members.keys.sorted()
  }

  /// The entry of a cloud with its secrets laid over it, and its profile laid under it.
  package func cloud(_ name: String) throws(Fault) -> YAMLValue {
    guard var entry = clouds.value["clouds"]?[name] else {
      let known = names.isEmpty ? "it has none" : "it has \(names.joined(separator: ", "))"
      throw Fault(message: "\(clouds.path) has no cloud \(name): \(known)")
    }
    if let secrets = secure?.value["clouds"]?[name] { entry = entry.merged(with: secrets) }
    guard case .map = entry else { throw Fault(message: "\(clouds.path): the cloud \(name) is no mapping") }
    return entry
  }

  private static func find(
    _ name: String, variable: String, environment: (String) -> String?, read: (String) throws(Fault) -> [UInt8]?
  ) throws(Fault) -> Part? {
    if let path = environment(variable) {
      guard let bytes = try read(path) else { throw Fault(message: "\(path), named by \(variable), is not there") }
      return try parse(path, bytes)
    }
    let home = environment("HOME") ?? ""
    let configuration = environment("XDG_CONFIG_HOME") ?? home + "/.config"
    for folder in [".", configuration + "/openstack", "/etc/xdg/openstack", "/etc/openstack"] {
      for ending in ["yaml", "yml", "json"] {
        let path = folder == "." ? "\(name).\(ending)" : "\(folder)/\(name).\(ending)"
        if let bytes = try read(path) { return try parse(path, bytes) }
      }
    }
    return nil
  }

  private static func parse(_ path: String, _ bytes: [UInt8]) throws(Fault) -> Part {
    do {
      return Part(path: path, value: try YAMLReader.read(bytes))
    } catch {
      throw Fault(message: "\(path), \(error)")
    }
  }
}
