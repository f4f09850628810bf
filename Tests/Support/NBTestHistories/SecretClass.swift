/// The ways in which credentials were seen, or may be expected, in answers: each with a generator of bodies.
package enum SecretClass: String, CaseIterable, Sendable {
  case memberOfSecretName, nestedMember, environmentList, jsonWithinJSON, addresses
  case assignment, colon, quotedColon, option, element, listValue
  case basic, bearer, webToken, pem, header, cookie
  case linkMember, linkInSentence, presignedInSentence, userInSentence, pathParameter
  case tokenScheme, spoken, programOption, serviceToken, driverAddress

  private static let words = [
    "token", "password", "passwd", "passphrase", "adminPass", "secret", "Authorization", "private_key", "privateKey",
    "private-key", "accessKey", "access-key", "AccessKeyId", "access_key", "api_key", "credential", "signature",
    "X-Auth-Token", "securityToken", "dew_secret_name",
  ]

  /// A member of a notebook's body that carries the secret, as `"name": value`.
  package func member(_ secret: String, _ random: inout SeededRandom) -> (String, JSONValue) {
    switch self {
    case .memberOfSecretName:
      (random.pick(Self.words + ["pwd", "ak", "sk", "access", "TOKEN", "Pass Word"]), .string(secret))
    case .nestedMember:
      ("x", .array([.object([("y", .object([(random.pick(Self.words), .array([.string(secret), .string("z")]))]))])]))
    case .environmentList:
      (
        "env",
        .array([
          .object([
            (random.pick(["name", "key"]), .string(random.pick(["TOKEN", "DB_PASSWORD", "AK", "OS_SECRET"]))),
            ("value", .string(secret)),
          ])
        ])
      )
    case .jsonWithinJSON:
      ("annotation", .string(JSONValue.object([(random.pick(Self.words), .string(secret)), ("a", .number(1))]).text))
    case .addresses: ("allowed_access_ips", .array([.string(secret)]))
    case .linkMember:
      (
        random.pick(["url", "uri", "endpoint"]),
        .string("https://me:\(secret)@host.example/lab?token=\(secret)&x=\(secret)#\(secret)")
      )
    default:
      (
        random.pick(["fail_reason", "description", "name", "note", "error_msg"]),
        .string(
          random.pick(["", "failed: ", "can't start, \"a\" "]) + text(secret, &random)
            + random.pick(["", "\nmore", " then gone"]))
      )
    }
  }

  /// A text with the secret in it.
  private func text(_ secret: String, _ random: inout SeededRandom) -> String {
    let key = random.pick(Self.words)
    return switch self {
    case .assignment: "\(key)\(random.pick(["=", " = ", "='"]))\(secret)"
    case .colon: "\(key)\(random.pick([": ", ":", " : "]))\(secret)"
    case .quotedColon:
      random.pick([
        "\(key): \"\(secret)\"", "\(key) : '\(secret)'", "\"\(key)\": \"\(secret)\"", "'\(key)':'\(secret)'",
      ])
    case .option: "run --\(key)\(random.pick([" ", "="]))\(secret) --verbose"
    case .element: "<\(key)>\(secret)</\(key)>"
    case .listValue: "\(key)=a,\(secret);\(secret)"
    case .basic: random.pick(["Basic \(secret)==", "Authorization: Basic \(secret)"])
    case .bearer: random.pick(["Bearer \(secret)", "bearer \(secret)", "Authorization: Bearer \(secret).x-y_z"])
    case .webToken: "eyJ\(secret).eyJ\(secret).\(secret)"
    case .pem: "-----BEGIN RSA PRIVATE KEY-----\n\(secret)\n\(secret)\n-----END RSA PRIVATE KEY-----"
    case .header: "X-Auth-Token: \(secret)"
    case .cookie: "Cookie: a=\(secret); b=\(secret)"
    case .linkInSentence: "see https://h.example/lab?sid=\(secret) now"
    case .presignedInSentence:
      "GET https://b.obs.eu-de.otc.t-systems.com/o?AccessKeyId=\(secret)&Expires=1&Signature=\(secret)"
    case .userInSentence: "clone https://me:\(secret)@host.example/x.git failed"
    case .pathParameter:
      random.pick([
        "GET https://h.example/lab;jsessionid=\(secret)/x", "https://h.example/\(key)=\(secret)/x",
        "PHPSESSID=\(secret)",
      ])
    case .tokenScheme: random.pick(["Token \(secret)", "sent \"token \(secret)\"", "X-Auth-Token \(secret)"])
    case .spoken: random.pick(["the password is \(secret)", "secret was '\(secret)'", "api key \(secret)"])
    case .programOption:
      random.pick([
        "mysql -u root -p\(secret) db", "docker login -u me -p \(secret) registry", "sshpass -p'\(secret)' ssh h",
        "curl -u me:\(secret) https://h.example", "curl --user 'me:\(secret)' x",
      ])
    case .driverAddress: "connect jdbc:oracle:\(random.pick(["thin", "oci"])):app/\(secret)@//db.example:1521/x"
    case .serviceToken: random.pick(["ghp_", "hf_", "glpat-", "github_pat_", "xoxb-"]) + secret
    default: secret
    }
  }

  /// What every secret holds at both ends and in the middle, so that a part of one shows too.
  package static let mark = "S3c"

  /// A secret of letters and digits, as those of the services, that occurs nowhere by chance.
  package static func secret(_ random: inout SeededRandom) -> String {
    "\(mark)\(String(random.next(), radix: 36))\(mark)\(String(random.next(), radix: 36))\(mark)"
  }
}
