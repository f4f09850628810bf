import CCurl

/// HTTP by the system's libcurl: TLS by the system's authorities, proxies from the environment, kept connections.
package final class CurlTransport: HTTPTransport {
  /// A longer body is given up.
  package static let maximumBody = 32 << 20
  private static let connectTimeout = 5000

  private let handle: OpaquePointer
  private let authorities: String?
  private let userAgent: String
  private let allowsPlainHTTP: (Origin) -> Bool
  private let isCancelled: @convention(c) () -> Int32

  /// - Parameters:
  ///   - authorities: a file of certificates instead of the system's.
  ///   - isCancelled: asked during transfers; other than 0 breaks the present one off.
  /// - Returns: nil when this machine has no libcurl.
  package init?(
    authorities: String?, userAgent: String, allowsPlainHTTP: @escaping (Origin) -> Bool,
    isCancelled: @escaping @convention(c) () -> Int32
  ) {
    guard let handle = nb_curl_open() else { return nil }
    self.handle = handle
    self.authorities = authorities
    self.userAgent = userAgent
    self.allowsPlainHTTP = allowsPlainHTTP
    self.isCancelled = isCancelled
  }

  deinit { nb_curl_close(handle) }

  /// What libcurl calls itself; nil when there is none.
  package static var version: String? { nb_curl_load() == 0 ? String(cString: nb_curl_version()) : nil }

  package func perform(_ request: HTTPRequest) -> HTTPAnswer {
    var raw = nb_curl_answer()
    let lines = CStrings(request.headers.map { "\($0.name): \($0.text)" })
    defer { lines.wipe() }
    var settings = nb_curl_request()
    settings.connect_timeout_ms = Self.connectTimeout
    settings.timeout_ms = Int(request.timeout)
    settings.maximum_body = Self.maximumBody
    settings.allows_http = allowsPlainHTTP(request.origin) ? 1 : 0
    settings.is_cancelled = isCancelled
    settings.header_count = lines.pointers.count
    request.url.withCString { url in
      userAgent.withCString { agent in
        Self.withOptional(authorities) { file in
          lines.pointers.withUnsafeBufferPointer { headers in
            settings.url = url
            settings.user_agent = agent
            settings.ca_file = file
            settings.headers = headers.baseAddress
            if let body = request.body {
              body.withBytes { bytes in
                settings.body = bytes.bindMemory(to: CChar.self).baseAddress
                settings.body_length = bytes.count
                nb_curl_perform(handle, &settings, &raw)
              }
            } else {
              nb_curl_perform(handle, &settings, &raw)
            }
          }
        }
      }
    }
    defer { nb_curl_answer_free(&raw) }
    return answer(raw)
  }

  private func answer(_ raw: nb_curl_answer) -> HTTPAnswer {
    var answer = HTTPAnswer()
    answer.transportCode = Int(raw.code)
    answer.transportError = withUnsafeBytes(of: raw.error) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
    answer.isTooLarge = raw.is_too_large != 0
    // 42: broken off by the progress callback, which only asks that.
    answer.wasCancelled = raw.code == 42
    answer.duration = raw.duration
    answer.requestedAt = raw.requested_at
    answer.observedAt = raw.observed_at > 0 ? raw.observed_at : raw.requested_at + raw.duration
    answer.requestedAt = min(answer.requestedAt, answer.observedAt)
    if raw.observed_at > 0 {
      answer.status = raw.status
      HeaderLines.read(UnsafeRawBufferPointer(start: raw.headers, count: raw.headers_length), into: &answer)
      answer.body = Array(UnsafeRawBufferPointer(start: raw.body, count: raw.body_length))
    }
    return answer
  }

  private static func withOptional(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Void) {
    if let text { text.withCString { body($0) } } else { body(nil) }
  }
}

/// C strings that are wiped: headers hold tokens.
private final class CStrings {
  let pointers: [UnsafePointer<CChar>?]
  private let buffers: [UnsafeMutableBufferPointer<CChar>]

  init(_ texts: [String]) {
    buffers = texts.map { text in
      let buffer = UnsafeMutableBufferPointer<CChar>.allocate(capacity: text.utf8.count + 1)
      _ = buffer.initialize(from: text.utf8.map { CChar(bitPattern: $0) } + [0])
      return buffer
    }
    pointers = buffers.map { UnsafePointer($0.baseAddress) }
  }

  func wipe() {
    for buffer in buffers {
      nb_wipe(buffer.baseAddress, buffer.count)
      buffer.deallocate()
    }
  }
}

/// Header lines as they came.
package enum HeaderLines {
  /// Reads `Name: value` lines; the token that Keystone sends goes to its own place.
  package static func read(_ bytes: UnsafeRawBufferPointer, into answer: inout HTTPAnswer) {
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
      let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
      let isBlank: (UInt8) -> Bool = { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
      let value = line[(colon + 1)...].drop(while: isBlank)
      let end = value.lastIndex { !isBlank($0) }.map { $0 + 1 } ?? value.startIndex
      if name == "x-subject-token" {
        answer.subjectToken = Secret(value[..<end])
      } else {
        answer.headers.append((name, String(decoding: value[..<end], as: UTF8.self)))
      }
    }
  }
}
