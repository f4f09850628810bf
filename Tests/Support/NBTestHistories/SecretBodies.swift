/// Bodies with secrets at random depths and in every form that the redaction knows.
package struct SecretBody: Sendable {
  /// The body of an answer, an object, its secrets in clear text.
  package let value: JSONValue
  /// What must remain nowhere.
  package let secrets: [String]

  /// A notebook of this id with other random members, all of it from a seed.
  package static func make(id: String, _ random: inout SeededRandom) -> SecretBody {
    var secrets: [String] = []
    var members: [(String, JSONValue)] = [
      ("id", .string(id)), ("status", .string(random.pick(["RUNNING", "STOPPED"]))),
    ]
    members.append(("token", .string(secret(&random, &secrets))))
    for index in 0..<(2 + random.below(5)) {
      members.append(("x\(index)", value(depth: 3, &random, &secrets)))
    }
    members.append((random.pick(freeTextKeys), .string(freeText(&random, &secrets))))
    members += secretMember(&random, &secrets)
    return SecretBody(value: .object(members), secrets: secrets)
  }

  private static let freeTextKeys = ["fail_reason", "error_msg", "description", "status_message", "note"]

  /// A secret that occurs nowhere by chance.
  private static func secret(_ random: inout SeededRandom, _ secrets: inout [String]) -> String {
    let text = "S3c" + String(random.next(), radix: 36) + "q" + String(random.next(), radix: 36)
    secrets.append(text)
    return text
  }

  private static func secretKey(_ random: inout SeededRandom) -> String {
    let word = random.pick([
      "token", "password", "passwd", "secret", "authorization", "cookie", "private_key", "access_key",
    ])
    let cased = String(word.map { random.chance(30) ? Character($0.uppercased()) : $0 })
    return random.pick(["", "X-", "my_", "ä"]) + cased + random.pick(["", "s", "_id", "-2"])
  }

  private static func secretMember(
    _ random: inout SeededRandom, _ secrets: inout [String]
  ) -> [(String, JSONValue)] {
    if random.chance(15) { return [("allowed_access_ips", .array([.string(secret(&random, &secrets))]))] }
    let key = secretKey(&random)
    switch random.below(4) {
    case 0: return [(key, .array([.string(secret(&random, &secrets)), .string(secret(&random, &secrets))]))]
    case 1: return [(key, .object([("a", .string(secret(&random, &secrets) + "\"}"))]))]
    default: return [(key, .string(secret(&random, &secrets)))]
    }
  }

  private static func value(depth: Int, _ random: inout SeededRandom, _ secrets: inout [String]) -> JSONValue {
    if depth == 0 || random.chance(30) {
      switch random.below(6) {
      case 0: return .raw(random.pick(["true", "null", "12", "-0.5e3", "99999999999999999999999"]))
      case 1: return .string(random.pick(["plain", "grün 🎉", "tab\tline\n", "\u{7F}", ""]))
      case 2: return .string(url(&random, &secrets))
      default: return .string(freeText(&random, &secrets))
      }
    }
    if random.chance(30) {
      return .array((0..<random.below(4)).map { _ in value(depth: depth - 1, &random, &secrets) })
    }
    var members = (0..<random.below(4)).map { ("k\($0)", value(depth: depth - 1, &random, &secrets)) }
    if random.chance(50) { members += secretMember(&random, &secrets) }
    return .object(members)
  }

  private static func url(_ random: inout SeededRandom, _ secrets: inout [String]) -> String {
    let user = random.chance(50) ? "me:\(secret(&random, &secrets))@" : ""
    let query = random.chance(50) ? "?sig=\(secret(&random, &secrets))" : ""
    let fragment = random.chance(50) ? "#\(secret(&random, &secrets))" : ""
    return random.pick(["https", "HTTP", "obs", "git+ssh"]) + "://\(user)host.example:8443/a/b\(query)\(fragment)"
  }

  private static func freeText(_ random: inout SeededRandom, _ secrets: inout [String]) -> String {
    let key = secretKey(&random)
    let hidden = secret(&random, &secrets)
    let text = random.pick([
      "\(key)=\(hidden)", "\(key) = \"\(hidden)\"", "\(key)='\(hidden)'", "{\"\(key)\": \"\(hidden)\", \"b\": 1}",
      "{'\(key)':'\(hidden)'}", "Authorization: Bearer FAKE.eyJ\(hidden).x-y_z", "bearer \(hidden)",
      "Cookie: a=\"\(hidden)\"; b=1", "X-Auth-Token: \(hidden)", "clone https://me:\(hidden)@host/x.git failed",
      #"{\"\#(key)\":\"\#(hidden)\"}"#, #"{\"\#(key)\":\"a\\\"\#(hidden)\"}"#, "\"\(key)\": {\"a\": \"\(hidden)\"}",
      "\(key)=-----BEGIN PRIVATE KEY-----\n\(hidden)\n-----END PRIVATE KEY-----",
      "Authorization: Basic \(hidden)", "authorization=Basic \(hidden)", "\(key)=[redacted]&\(key)=\(hidden)",
    ])
    return random.pick(["", "failed: ", "can't start, ", "a \"b\" "]) + text
      + random.pick(["", "\nmore", ", then gone"])
  }
}
