/// Why the platform turned a start or create down.
public enum RefusalClass: String, CaseIterable, Sendable {
  case capacity, quota, auth, frozen, state, gone, busy, invalid

  /// The class of an error code (`ModelArts.6329`, any case, or the bare number) and HTTP status.
  /// The code decides where it is known; then HTTP 401 and 403 are auth, 429 is busy; any other refusal is invalid.
  public init(errorCode: String?, httpStatus: Int) {
    if let known = Self.number(of: errorCode).flatMap({ Self.byNumber[$0] }) {
      self = known
    } else if httpStatus == 401 || httpStatus == 403 {
      self = .auth
    } else if httpStatus == 429 {
      self = .busy
    } else {
      self = .invalid
    }
  }

  /// Whether a code says that the instance does not exist.
  public static func isGone(errorCode: String?) -> Bool {
    number(of: errorCode).flatMap { byNumber[$0] } == .gone
  }

  private static let byNumber: [String: RefusalClass] = {
    let codes: [RefusalClass: String] = [
      .capacity: "6329 6716 6360 6528 6200 6355",
      .quota: "0113 0116 0118 6302",
      .auth: "0108 0112 0201 0202 0203 0204 0207 0212 6201 6203 6401 6407",
      .frozen: "6326",
      .state: "6305 6306 6307 6308 6333 6357",
      .gone: "6309 6404",
      .busy: "6100 6101 6102",
    ]
    return codes.reduce(into: [:]) { table, row in
      for code in row.value.split(separator: " ") { table[String(code)] = row.key }
    }
  }()

  /// The number of a ModelArts code; nil for codes of other services, which may use the same numbers.
  private static func number(of errorCode: String?) -> String? {
    guard let errorCode else { return nil }
    let parts = errorCode.split(separator: ".", omittingEmptySubsequences: false)
    if parts.count == 1 { return String(parts[0]) }
    guard parts.count == 2, parts[0].lowercased() == "modelarts" else { return nil }
    return String(parts[1])
  }
}
