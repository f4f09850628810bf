import NBBasics

/// The answer of `GET /v3/projects?name=…`.
enum ProjectList {
  /// Ids of the projects.
  static func ids(_ body: [UInt8]) -> [String] {
    var tape = JSONTape()
    return body.withUnsafeBytes { bytes in
      guard (try? tape.parse(bytes)) != nil, let list = tape.member("projects", of: JSONTape.root),
        tape.kind(list) == .array
      else { return [] }
      var ids: [String] = []
      tape.forEachElement(of: list) { project in
        if let id = tape.string(tape.member("id", of: project)) { ids.append(id) }
      }
      return ids
    }
  }
}
