import CCurl
import NBBasics

/// A login at Keystone v3: `POST {auth_url}/auth/tokens`.
package enum KeystoneLogin {
  /// The body holds a password: it is a ``Secret`` from the start, and what it is made of is wiped.
  ///
  /// - Parameter withoutCatalog: from the second login on, when the endpoint is known.
  /// - Returns: nil when `auth_url` is no URL.
  package static func request(for credentials: Credentials, withoutCatalog: Bool) -> HTTPRequest? {
    var body: [UInt8] = []
    defer { body.withUnsafeMutableBytes { nb_wipe($0.baseAddress, $0.count) } }
    // A growing array would leave copies behind.
    body.reserveCapacity(64 << 10)
    let url: String
    switch credentials {
    case .password(let user):
      url = user.authURL
      append(user, to: &body)
    case .application(let id, let secret, let authURL):
      url = authURL
      body += #"{"auth":{"identity":{"methods":["application_credential"],"application_credential":{"id":"#.utf8
      JSONText.appendQuoted(id, to: &body)
      body += #","secret":"#.utf8
      secret.withBytes { JSONText.appendQuoted($0, to: &body) }
      body += "}}}}".utf8
    case .keys, .token, .tokenCommand:
      return nil
    }
    guard var request = request(authURL: url, path: "/auth/tokens") else { return nil }
    if withoutCatalog { request.query = "nocatalog" }
    request.headers = [HTTPHeader("Content-Type", "application/json"), HTTPHeader("Accept", "application/json")]
    request.body = Secret(body)
    return request
  }

  /// A request at the identity service; nil when `authURL` is no URL. It may end in `/v3`, `/v3/` or in neither.
  package static func request(authURL: String, path: String) -> HTTPRequest? {
    guard let origin = Origin(url: authURL) else { return nil }
    var prefix = authURL.dropFirst(origin.scheme.count + 3)
    prefix = prefix.drop { $0 != "/" }.prefix { $0 != "?" && $0 != "#" }
    while prefix.hasSuffix("/") { prefix.removeLast() }
    if !prefix.hasSuffix("/v3") { prefix += "/v3" }
    return HTTPRequest(origin: origin, path: prefix + path, timeout: 20_000)
  }

  private static func append(_ user: KeystoneUser, to body: inout [UInt8]) {
    body += #"{"auth":{"identity":{"methods":["password"],"password":{"user":{"#.utf8
    append(user.user, domain: user.userDomain, to: &body)
    body += #","password":"#.utf8
    user.password.withBytes { JSONText.appendQuoted($0, to: &body) }
    body += "}}}".utf8
    if !user.project.isEmpty {
      body += #","scope":{"project":{"#.utf8
      // The project's domain always: IAM does without, Keystone refuses a name without it.
      append(user.project, domain: user.projectDomain, to: &body)
      body += "}}".utf8
    }
    body += "}}".utf8
  }

  /// An id needs no domain.
  private static func append(_ name: KeystoneName, domain: KeystoneName, to body: inout [UInt8]) {
    if let id = name.id {
      body += #""id":"#.utf8
      JSONText.appendQuoted(id, to: &body)
      return
    }
    body += #""name":"#.utf8
    JSONText.appendQuoted(name.name ?? "", to: &body)
    if !domain.isEmpty {
      body += (domain.id == nil ? #","domain":{"name":"# : #","domain":{"id":"#).utf8
      JSONText.appendQuoted(domain.id ?? domain.name ?? "", to: &body)
      body.append(UInt8(ascii: "}"))
    }
  }
}

/// What a login gave.
package struct KeystoneToken: Sendable {
  package let token: Secret
  /// Milliseconds from issue to end, both by the server's clock; nil when it does not say.
  package let life: Int64?
  package let projectID: String?
  package let projectName: String?
  /// Services of the type wanted, in the order of the catalogue.
  package let endpoints: [Endpoint]

  package struct Endpoint: Sendable, Equatable {
    package let service: String
    package let interface: String
    package let region: String
    package let url: String
  }

  /// Reads a 201 with its token; nil when it is none.
  package init?(_ answer: HTTPAnswer) {
    guard answer.status == 201 || answer.status == 200, let token = answer.subjectToken, !token.isEmpty else {
      return nil
    }
    self.token = token
    var tape = JSONTape()
    let read: (life: Int64?, id: String?, name: String?, endpoints: [Endpoint])? = answer.body.withUnsafeBytes {
      bytes in
      guard (try? tape.parse(bytes)) != nil, let token = tape.member("token", of: JSONTape.root) else { return nil }
      let issued = tape.string(tape.member("issued_at", of: token)).flatMap { Instant(rfc3339: $0) }
      let expires = tape.string(tape.member("expires_at", of: token)).flatMap { Instant(rfc3339: $0) }
      var life: Int64?
      if let issued, let expires, expires > issued { life = expires - issued }
      let project = tape.member("project", of: token)
      func text(_ key: StaticString, _ object: Int?) -> String? {
        object.flatMap { tape.string(tape.member(key, of: $0)) }
      }
      return (life, text("id", project), text("name", project), Self.endpoints(tape, token))
    }
    guard let read else { return nil }
    life = read.life
    projectID = read.id
    projectName = read.name
    endpoints = read.endpoints
  }

  private static func endpoints(_ tape: JSONTape, _ token: Int) -> [Endpoint] {
    var endpoints: [Endpoint] = []
    guard let catalog = tape.member("catalog", of: token), tape.kind(catalog) == .array else { return [] }
    tape.forEachElement(of: catalog) { service in
      guard let type = tape.string(tape.member("type", of: service)),
        let list = tape.member("endpoints", of: service), tape.kind(list) == .array
      else { return }
      tape.forEachElement(of: list) { endpoint in
        guard let url = tape.string(tape.member("url", of: endpoint)) else { return }
        let region =
          tape.string(tape.member("region", of: endpoint)) ?? tape.string(tape.member("region_id", of: endpoint))
        endpoints.append(
          Endpoint(
            service: type, interface: tape.string(tape.member("interface", of: endpoint)) ?? "public",
            region: region ?? "", url: url))
      }
    }
    return endpoints
  }

  /// The origin of the notebook service in a region; of its URL only scheme, host and port count.
  package func notebookOrigin(region: String?, interface: String) -> Origin? {
    for type in ["modelarts", "modelartsv1", "modelartsv2"] {
      let fitting = endpoints.filter {
        $0.service == type && $0.interface.hasPrefix(interface)
          && (region == nil || $0.region == region || $0.region.isEmpty || $0.region == "*")
      }
      if let origin = fitting.lazy.compactMap({ Origin(url: $0.url) }).first { return origin }
    }
    return nil
  }

  /// Regions in which the catalogue has the notebook service.
  package var notebookRegions: [String] { distinct(\.region) }

  /// Types under which the catalogue has it.
  package var notebookTypes: [String] { distinct(\.service) }

  private func distinct(_ field: (Endpoint) -> String) -> [String] {
    var found: [String] = []
    for endpoint in endpoints where endpoint.service.hasPrefix("modelarts") && !found.contains(field(endpoint)) {
      found.append(field(endpoint))
    }
    return found
  }
}
