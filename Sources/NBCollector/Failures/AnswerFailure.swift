/// What an answer that is not what was asked for means.
package enum AnswerFailure: Equatable, Sendable {
  /// The credentials were not taken.
  case unauthenticated
  /// They were, but do not allow this.
  case forbidden
  /// There is no such API here: endpoint, project, or no list of everyone's instances.
  case noSuchAPI
  /// A parameter of the list is not known.
  case unknownParameter
  /// Too many requests. `limit` a minute and `wait` in milliseconds, where the answer names them.
  case throttled(limit: Int?, wait: Int64?)
  /// No answer, or one of a broken service.
  case down
  /// TLS: not who it should be.
  case untrusted
  /// An answer that leads elsewhere, which is not followed: it would carry a token there.
  case redirected(host: String)
  /// The page cannot be read, is cut off or too long.
  case pageLost
  /// Any other refusal.
  case refused
  /// The collector broke it off itself.
  case cancelled
}

/// Which call was answered, as far as the meaning of the answer depends on it.
package enum CallKind: Sendable {
  case list, show, login
}

/// What an answer means.
package enum Meaning: Equatable, Sendable {
  /// What was asked for.
  case seen
  /// The instance does not exist any more.
  case gone
  case failed(AnswerFailure)
}

extension Meaning {
  /// Codes of libcurl that speak of TLS: 35 handshake, 58 client certificate, 60 peer's certificate, 77 file of
  /// authorities.
  private static let untrustedCodes: Set<Int> = [35, 58, 60, 77]
  /// 18: shorter than announced; 23: the body was too long for us; 61: content encoding.
  private static let lostCodes: Set<Int> = [18, 23, 61]

  /// The table of failures, as one function.
  ///
  /// - Parameter hasContent: whether the body is what was asked for: a page with `data`, a notebook with an `id`.
  package init(_ answer: HTTPAnswer, to call: CallKind, hasContent: Bool) {
    if answer.wasCancelled {
      self = .failed(.cancelled)
    } else if Self.untrustedCodes.contains(answer.transportCode) {
      self = .failed(.untrusted)
    } else if answer.isTooLarge || (answer.status == 200 && Self.lostCodes.contains(answer.transportCode)) {
      self = .failed(.pageLost)
    } else if answer.transportCode != 0 || answer.status == 0 {
      self = .failed(.down)
    } else {
      self = Self.ofWhole(answer, to: call, hasContent: hasContent)
    }
  }

  private static func ofWhole(_ answer: HTTPAnswer, to call: CallKind, hasContent: Bool) -> Meaning {
    let error = answer.status < 300 && hasContent ? nil : AnswerError(body: answer.body)
    let notebook = error?.number(of: "ModelArts")
    let gateway = error?.number(of: "APIG", "APIGW")
    if call == .show, let notebook, notebook == 6309 || notebook == 6404 { return .gone }
    if answer.status == 401 || gateway == 301 { return .failed(.unauthenticated) }
    if let notebook, [201, 203, 6401].contains(notebook) { return .failed(.unauthenticated) }
    let busy: Set<Int> = [6101, 6102, 2799]
    if [408, 429].contains(answer.status) || gateway == 308 || notebook.map(busy.contains) ?? false {
      return .failed(Throttling.read(answer, error))
    }
    if gateway == 101 { return .failed(.noSuchAPI) }
    if call == .list, notebook == 107 { return .failed(.unknownParameter) }
    switch answer.status {
    case 200..<300: return hasContent ? .seen : .failed(.pageLost)
    case 300..<400: return .failed(.redirected(host: host(answer.header("location"))))
    case 403: return .failed(.forbidden)
    case 404 where call == .show: return .gone
    case 404 where call == .list: return .failed(.noSuchAPI)
    case 500...: return .failed(.down)
    default: return .failed(.refused)
    }
  }

  private static func host(_ location: String?) -> String {
    location.flatMap { Origin(url: $0) }?.authority ?? "another path"
  }
}

/// How long to keep quiet when there were too many requests.
package enum Throttling {
  /// Reads `Retry-After` (1 s to 1 h; seconds or a date), else the window that the message names.
  static func read(_ answer: HTTPAnswer, _ error: AnswerError?) -> AnswerFailure {
    let words = window(error?.message ?? "")
    let limit = words.limit.flatMap { limit in words.window.map { max(1, Int(Int64(limit) * 60_000 / $0)) } }
    return .throttled(limit: limit ?? words.limit, wait: retryAfter(answer) ?? words.window)
  }

  private static func retryAfter(_ answer: HTTPAnswer) -> Int64? {
    guard let text = answer.header("retry-after") else { return nil }
    let seconds: Int64
    if let number = Int64(text) {
      seconds = number
    } else {
      var retry = HTTPAnswer()
      retry.headers = [("date", text)]
      guard let until = retry.serverSeconds else { return nil }
      seconds = until - (answer.serverSeconds ?? answer.observedAt / 1000)
    }
    return min(max(seconds, 1), 3600) * 1000
  }

  /// `policy user over ratelimit,limit:100,time:1 minute`.
  private static func window(_ message: String) -> (limit: Int?, window: Int64?) {
    let units: [(String, Int64)] = [("second", 1000), ("minute", 60_000), ("hour", 3_600_000), ("day", 86_400_000)]
    func number(after key: String) -> (Int, Substring)? {
      guard let range = message.firstRange(of: key) else { return nil }
      let rest = message[range.upperBound...]
      let digits = rest.prefix { ("0"..."9").contains($0) }
      return Int(digits).map { ($0, rest.dropFirst(digits.count)) }
    }
    let limit = number(after: "limit:")?.0
    guard let (count, rest) = number(after: "time:"), count > 0, count < 1000 else { return (limit, nil) }
    let unit = rest.drop { $0 == " " }
    let length = units.first { unit.hasPrefix($0.0) }?.1
    return (limit, length.map { min(Int64(count) * $0, 3_600_000) })
  }
}

/// Waiting longer each time: U(0.5, 1) x first x 2^n, at most a longest.
package struct Backoff: Sendable {
  package let first: Int64
  package let longest: Int64
  /// Failures in a row.
  package private(set) var failures = 0

  package init(first: Int64, longest: Int64) {
    self.first = first
    self.longest = longest
  }

  /// Milliseconds until the next try; `spread` in 0.5 to 1.
  package mutating func next(spread: Double = 1) -> Int64 {
    let doubled = first << Int64(min(failures, 30))
    failures += 1
    return max(1, Int64(Double(min(doubled, longest)) * spread))
  }

  package mutating func reset() { failures = 0 }
}
