@testable import NBCollector

/// Answers to give, made short.
enum Scripted {
  static func answer(_ status: Int, _ body: String = "", headers: [(name: String, value: String)] = []) -> HTTPAnswer {
    var answer = HTTPAnswer()
    answer.status = status
    answer.body = Array(body.utf8)
    answer.headers = headers
    answer.observedAt = Simulation.epoch
    answer.requestedAt = Simulation.epoch
    return answer
  }

  static func error(_ status: Int, _ code: String, _ message: String = "m") -> HTTPAnswer {
    answer(status, #"{"error_code":"\#(code)","error_msg":"\#(message)"}"#)
  }

  static func transport(_ code: Int, _ words: String = "words of libcurl") -> HTTPAnswer {
    var answer = answer(0)
    answer.transportCode = code
    answer.transportError = words
    return answer
  }

  /// A Keystone login that lasts so long.
  static func login(life: Int64 = 86_400, token: String = "tok", project: String? = "p", catalog: String = "[]")
    -> HTTPAnswer
  {
    let scope = project.map { #""project":{"id":"\#($0)","name":"n"},"# } ?? ""
    let end = 1_000_000_000 + life
    var answer = answer(
      201,
      """
      {"token":{\(scope)"catalog":\(catalog),"issued_at":"\(date(1_000_000_000)).000000Z","expires_at":"\(date(end)).000000Z"}}
      """)
    answer.subjectToken = Secret(token)
    return answer
  }

  private static func date(_ seconds: Int64) -> String {
    let compact = RequestSignature.date(seconds * 1000)
    let parts = Array(compact)
    func part(_ from: Int, _ count: Int) -> String { String(parts[from..<from + count]) }
    return "\(part(0, 4))-\(part(4, 2))-\(part(6, 2))T\(part(9, 2)):\(part(11, 2)):\(part(13, 2))"
  }
}

extension HTTPRequest {
  var isLogin: Bool { path.hasSuffix("/auth/tokens") }
  var isList: Bool { path.hasSuffix("/notebooks") || path.hasSuffix("/notebooks/all") }
  var isShow: Bool { !isLogin && !isList }
  func sent(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.text }
}
