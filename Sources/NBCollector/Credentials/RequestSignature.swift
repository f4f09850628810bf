import Crypto
import NBBasics

/// The vendor's request signature, SDK-HMAC-SHA256 ("Signing API requests: algorithm", devg-apisign).
///
///     canonical      = METHOD \n URI/ \n query \n headers \n signed headers \n hex(SHA-256(body))
///     string to sign = "SDK-HMAC-SHA256" \n X-Sdk-Date \n hex(SHA-256(canonical))
///     signature      = hex(HMAC-SHA-256(secret key, string to sign))
package struct RequestSignature {
  package static let algorithm = "SDK-HMAC-SHA256"

  /// Upper case.
  package var method: String
  /// Encoded, without the final slash that only the canonical form has.
  package var path: String
  /// Encoded and sorted.
  package var query: String
  /// What is signed of the headers, `x-sdk-date` among it; a name with `_` is left out, as the vendor's clients do.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(
    method: String, path: String, query: String, headers: [(name: String, value: String)], body: [UInt8] = []
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers =
      headers.filter { !$0.name.utf8.contains(UInt8(ascii: "_")) }
      .map { ($0.name.lowercased(), Self.trimmed($0.value)) }.sorted { $0.0 < $1.0 }
    self.body = body
  }

  /// The names of the signed headers, joined with semicolons.
  package var signedHeaders: String { headers.map(\.name).joined(separator: ";") }

  /// The text whose digest is signed.
  package var canonicalRequest: String {
    let lines = headers.map { "\($0.name):\($0.value)\n" }.joined()
    let uri = path.utf8.last == UInt8(ascii: "/") ? path : path + "/"
    return "\(method)\n\(uri)\n\(query)\n\(lines)\n\(signedHeaders)\n\(Hex.string(SHA256.hash(data: body)))"
  }

  /// The value of the `Authorization` header.
  package func authorization(accessKey: String, secretKey: Secret) -> String {
    let date = headers.first { $0.name == "x-sdk-date" }?.value ?? ""
    let digest = Hex.string(SHA256.hash(data: Array(canonicalRequest.utf8)))
    let text = Array("\(Self.algorithm)\n\(date)\n\(digest)".utf8)
    let key = secretKey.withBytes { SymmetricKey(data: $0) }
    let signature = Hex.string(HMAC<SHA256>.authenticationCode(for: text, using: key))
    return "\(Self.algorithm) Access=\(accessKey), SignedHeaders=\(signedHeaders), Signature=\(signature)"
  }

  /// `YYYYMMDDTHHMMSSZ` of milliseconds since 1970.
  package static func date(_ milliseconds: Int64) -> String {
    let text = Instant(milliseconds: milliseconds.flooredQuotient(by: 1000) * 1000).rfc3339
    return String(text.prefix(19)).filter { $0 != "-" && $0 != ":" } + "Z"
  }

  private static func trimmed(_ text: String) -> String {
    let isBlank: (Character) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" }
    return String(text.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
