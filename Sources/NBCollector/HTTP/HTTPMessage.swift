import NBBasics

/// Scheme, host and port of a service.
package struct Origin: Hashable, Sendable, CustomStringConvertible {
  /// `https` or `http`.
  package let scheme: String
  /// Host, with the port unless it is the scheme's default.
  package let authority: String

  /// The origin of a URL; nil for any other scheme and for a URL with user info.
  package init?(url: some StringProtocol) {
    let lowered = url.lowercased()
    guard let scheme = ["https", "http"].first(where: { lowered.hasPrefix($0 + "://") }) else { return nil }
    let rest = lowered.dropFirst(scheme.count + 3)
    var authority = String(rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" })
    guard !authority.isEmpty, !authority.contains("@"), !authority.hasPrefix(":"),
      authority.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
    else { return nil }
    let standard = scheme == "https" ? ":443" : ":80"
    if authority.hasSuffix(standard) { authority.removeLast(standard.count) }
    self.scheme = scheme
    self.authority = authority
  }

  package var isEncrypted: Bool { scheme == "https" }

  /// Whether requests stay on this machine.
  package var isLoopback: Bool {
    let host = authority.hasPrefix("[") ? authority.prefix { $0 != "]" } + "]" : authority.prefix { $0 != ":" }
    let isNumeric = host.utf8.allSatisfy { $0 == UInt8(ascii: ".") || ($0 >= 0x30 && $0 <= 0x39) }
    return host == "localhost" || host == "[::1]" || (host.hasPrefix("127.") && isNumeric)
  }

  package var description: String { "\(scheme)://\(authority)" }
}

/// One header to send; its value may be a secret.
package struct HTTPHeader: Sendable {
  package enum Value: Sendable {
    case plain(String)
    case secret(Secret)
  }

  package let name: String
  package let value: Value

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = .plain(value)
  }

  package init(_ name: String, secret: Secret) {
    self.name = name
    value = .secret(secret)
  }

  /// The value as it is sent.
  package var text: String {
    switch value {
    case .plain(let text): text
    case .secret(let secret): secret.text
    }
  }
}

/// A request, complete but for what the transport adds.
package struct HTTPRequest: Sendable {
  package var origin: Origin
  /// Encoded.
  package var path: String
  /// Encoded, without its question mark.
  package var query = ""
  package var headers: [HTTPHeader] = []
  /// GET without, POST with one. A login's holds a password.
  package var body: Secret?
  /// Milliseconds for the whole exchange.
  package var timeout: Int64

  package init(origin: Origin, path: String, query: String = "", timeout: Int64) {
    self.origin = origin
    self.path = path
    self.query = query
    self.timeout = timeout
  }

  package var method: String { body == nil ? "GET" : "POST" }
  /// Path and query.
  package var target: String { query.isEmpty ? path : "\(path)?\(query)" }
  package var url: String { "\(origin)\(target)" }
}

/// What came back.
package struct HTTPAnswer: Sendable {
  /// Why no whole answer came, in libcurl's numbers; 0 when one did.
  package var transportCode = 0
  /// libcurl's words for it.
  package var transportError = ""
  /// HTTP status; 0 when no answer came.
  package var status = 0
  package var body: [UInt8] = []
  /// Lower-case names, in order; without `x-subject-token`.
  package var headers: [(name: String, value: String)] = []
  /// Keystone's token, which is taken out of the headers before anything else sees them.
  package var subjectToken: Secret?
  /// Milliseconds since 1970 by this machine: when the request had been sent, and the first byte of the answer came
  /// (without an answer: when that was clear).
  package var requestedAt: Int64 = 0
  package var observedAt: Int64 = 0
  /// Milliseconds that the exchange took.
  package var duration: Int64 = 0
  /// Whether the body was longer than is allowed.
  package var isTooLarge = false
  /// Whether the collector itself broke it off.
  package var wasCancelled = false

  package init() {}

  /// The last header of that name, in lower case.
  package func header(_ name: String) -> String? { headers.last { $0.name == name }?.value }

  /// The `Date` header as seconds since 1970; nil when there is none or it is another form.
  package var serverSeconds: Int64? { header("date").flatMap(HTTPDate.parse) }
}

/// Performs requests, one at a time.
package protocol HTTPTransport: AnyObject {
  func perform(_ request: HTTPRequest) -> HTTPAnswer
}
