import NBTestHistories
import Testing

@testable import NBObservations

@Suite struct RedactionTests {
  @Test(arguments: SecretKeys.words + SecretKeys.wholeNames)
  func `every word of the list is looked for, in any case and with separators`(word: String) {
    let spelled = [word, word.uppercased(), word.map { "\($0)" }.joined(separator: "_"), "-\(word) "]
    for key in SecretKeys.words.contains(word) ? spelled + ["my" + word + "2"] : spelled {
      #expect(canonical(#"{"\#(key)":"S3CRET"}"#) == #"{"\#(key)":"[redacted]"}"#)
      #expect(redactedText("\(key.filter { $0 != " " })=S3CRET x") == "\(key.filter { $0 != " " })=[redacted] x")
    }
    if SecretKeys.wholeNames.contains(word) {
      #expect(canonical(#"{"\#(word)2":"plain","a\#(word)":"plain"}"#)?.contains("redacted") == false)
    }
  }

  @Test(arguments: [
    "token", "password", "passwd", "secret", "authorization", "cookie", "private_key", "access_key", "dew_secret_name",
    "Token", "X-Auth-TOKEN", "aws_Access_Key_id", "set-cookie2", "tokens", "étoken", "sshPrivate_Key",
    "pass_word", "privatekey", "AccessKeyId", "admin-pass", "X-Amz-Signature", "PWD", "AK", "access", "api key",
  ])
  func `a key that contains one of the words loses its value, of any type`(key: String) {
    for value in [#""S3CRET""#, #"["S3CRET"]"#, #"{"a":"S3CRET"}"#, "73", "true", "null", "\"\""] {
      #expect(canonical(#"{"x":[{"\#(key)":\#(value)}]}"#) == #"{"x":[{"\#(key)":"[redacted]"}]}"#)
    }
  }

  @Test(arguments: [
    "toke", "pass", "acces_key", "key", "author", "cooki", "id", "user", "accessible", "task", "ski", "sign",
  ])
  func `other keys keep their value`(key: String) {
    #expect(canonical(#"{"\#(key)":"plain"}"#) == #"{"\#(key)":"plain"}"#)
  }

  @Test func `escapes in a key do not hide it`() {
    #expect(canonical(#"{"\u0074o\u006Ben":"S3CRET"}"#) == #"{"token":"[redacted]"}"#)
  }

  @Test func `in a list of variables the name decides over the value`() {
    #expect(
      canonical(
        #"{"env":[{"value":"S3CRET","name":"DB_PASSWORD"},{"Key":"TOKEN","Value":["S3CRET"]},{"name":"HOME","value":"/"}]}"#
      )
        == #"{"env":[{"name":"DB_PASSWORD","value":"[redacted]"},{"Key":"TOKEN","Value":"[redacted]"},{"name":"HOME","value":"/"}]}"#
    )
  }

  @Test func `a pair of strings is a variable with its value`() {
    #expect(
      canonical(#"{"env":[["DB_PASSWORD","S3CRET"],["HOME","/"],["token","a","b"],["A","token"]],"x":["token"]}"#)
        == #"{"env":[["DB_PASSWORD","[redacted]"],["HOME","/"],["token","a","b"],["A","token"]],"x":["token"]}"#)
  }

  @Test(arguments: [
    ("see token%3DS3CRET&x", "see token%3D[redacted]"), ("password%3aS3CRET x", "password%3a[redacted] x"),
    ("at //me:S3CRET@host/x", "at //[redacted]@host/x"), ("// see: me@host", "// see: me@host"),
    ("100% token 5%", "100% token 5%"),
  ])
  func `signs and references as URLs write them show a secret as well`(text: String, expected: String) {
    #expect(redactedText(text) == expected)
    #expect(redactedText(expected) == expected)
  }

  @Test(arguments: [
    ("Token 8f3aC91bd2 x", "Token [redacted] x"),
    ("the password is 'Zx81aQ77' now", "the password is '[redacted]' now"),
    ("X-Auth-Token 8f3aC91bd2", "X-Auth-Token [redacted]"),
    ("Authorization=Token 8f3aC91bd2", "Authorization=[redacted]"),
    ("GET https://h/a;jsessionid=1f/b?c", "GET https://h/a;jsessionid=[redacted]/b"),
    ("https://h/token=1f/b", "https://h/token=[redacted]/b"), ("PHPSESSID=1f", "PHPSESSID=[redacted]"),
    ("mysql -u root -ps3 db", "mysql -u root -p[redacted] db"),
    ("see JDBC:Oracle:thin:app/s3@db:1521 now", "see JDBC:Oracle:thin:app/[redacted]@db:1521 now"),
    ("jdbc:oracle:thin:app/p@s3@//db:1521/x", "jdbc:oracle:thin:app/[redacted]@//db:1521/x"),
    ("docker login -p s3 h", "docker login -p [redacted] h"),
    ("curl -u me:s3 h", "curl -u me:[redacted] h"), ("curl --user 'me:s3' h", "curl --user 'me:[redacted]' h"),
    ("with hf_a1B2c3D4e5", "with [redacted]"), ("glpat-a1B2c3D4e5.", "[redacted]"),
  ])
  func `a secret that only its shape or its program shows is found`(text: String, expected: String) {
    #expect(redactedText(text) == expected)
    #expect(redactedText(expected) == expected)
    #expect(canonical(#"{"note":"\#(text)"}"#) == #"{"note":"\#(expected)"}"#)
  }

  @Test(arguments: [
    "the token expired", "token sha256-based", "secret dew-secret-01 not found", "token of 2026-11-16T08:00:00Z",
    "password is required", "no access token oauth2-proxy", "mkdir -p /a/b1", "docker run -p 8080:80 x", "ssh -p 22 h",
    "mysql -p -u root", "curl -u me h", "jdbc:oracle:thin:@//db:1521/x", "jdbc:oracle:thin:app@db",
    "hf_transformers_cache", "id 278e88d1-5b71-4766-8502-b3ba72e824d9",
    "https://h/a;v=1/b", "access denied for 10.0.0.1", "tokens per second 1532.25",
  ])
  func `words that speak of secrets stay`(text: String) {
    #expect(redactedText(text) == text)
  }

  @Test func `a secret in the name of a source is not kept with its rejects`() throws {
    let batch = try read(Array("no JSON".utf8), source: "dump?token=S3CRET.jsonl")
    #expect(batch.rejects.map(\.source) == ["dump?token=[redacted]"])
  }

  @Test(arguments: [
    #":"S3CRET"}}"#, #""S3CRET"}}"#, #" : "S3CRET", "name": "x"}"#, #"S3CRET"}"#, #"token":"S3CRET"}"#,
    #""token":"S3CRET"}"#, #"{token:"S3CRET"}"#,
  ])
  func `a line that was cut off before a value keeps nothing of it`(line: String) {
    #expect(!line.utf8.map { $0 }.withUnsafeBytes { RejectText.make($0) }.contains("S3CRET"))
  }

  @Test(arguments: [
    #"{"observed_at":1,"kind":"S3CRET","body":{}}"#, #"{"observed_at":"S3CRET","kind":"poll"}"#,
    #"{"observed_at":1,"requested_at" : "2026-11-16T08:00:00Z S3CRET"}"#, #"{"recorded_at":S3CRET,"kind":"void"}"#,
    #"{"http_status":"S3CRET","kind":"poll"}"#, #"{"http_status":{"a":["S3CRET"]},"kind":"poll"}"#,
    #"{"date":"Mon, S3CRET 2026","kind":"poll"}"#, #"{"erased":"S3CRET"}"#, #"{"positions":"S3CRET"}"#,
    #"{"kind":"poll\"S3CRET"}"#, #"{"kind":"S3CRET"#, #"{"k\u0069nd":"S3CRET"}"#, #"{kind:"S3CRET"}"#,
    #"{a: 1, kind: S3CRET}"#, #"{'kind':'S3CRET'}"#, #"{"a":"{\"kind\":\"S3CRET\"}"}"#, #"rest","kind":"S3CRET"}"#,
    #"{"kind":\S3CRET}"#,
  ])
  func `a line that is rejected keeps no free value of a member that takes a word, a number or a time`(line: String) {
    #expect(!rejectText(line.utf8).contains("S3CRET"))
  }

  @Test func `what a member of an envelope may have been meant to be stays in the text of a reject`() {
    let line =
      #"{"observed_at":"2026-11-16 08:00:00.5","requested_at":1.5e12,"kind":"Poll","http_status":"1000","#
      + #""date":"Mon, 16 Nov 2026 08:00:00 GMT","recorded_at":null,"kind":"void","region":"eu-de","body":{}}"#
    #expect(rejectText(line.utf8) == line)
    #expect(rejectText(#"kind words, date unknown: none"#.utf8) == "kind words, date unknown: none")
  }

  @Test func `the allowed addresses are removed`() {
    #expect(
      canonical(#"{"allowed_access_ips":["10.0.0.1"],"x":{"Allowed_Access_IPs":[]}}"#)
        == #"{"allowed_access_ips":"[redacted]","x":{"Allowed_Access_IPs":"[redacted]"}}"#)
  }

  @Test(arguments: [
    ("https://me:pw@host:8443/a?b=c#d", "https://host:8443/a"), ("HTTPS://me@host", "HTTPS://host"),
    ("https://host/a@b?c", "https://host/a@b"), ("https://me:p@q@host/", "https://host/"),
    ("obs://bucket/key?sig=1", "obs://bucket/key"),
    ("https://host/#token=1", "https://host/"), ("https://host?x", "https://host"),
    (" https://me:pw@host/?q ", " https://host/ "),
    ("https://host/a?sig=S3CRET was not found", "https://host/a was not found"),
    ("no url? really #1", "no url? really #1"),
    ("git+ssh://me:pw@host/x.git", "git+ssh://host/x.git"),
    ("see https://me:pw@host/x", "see https://[redacted]@host/x"),
  ])
  func `a URL loses user info, query and fragment`(text: String, expected: String) {
    #expect(redactedText(text) == expected)
  }

  @Test func `the value of a key url or uri is a URL without a scheme as well`() {
    #expect(
      canonical(#"{"url":"me:pw@host/lab?token=x","uri":["//me@host?x","/lab#x"],"path":"a?b"}"#)
        == #"{"path":"a?b","uri":["//host","/lab"],"url":"host/lab"}"#)
  }

  @Test(arguments: [
    ("password=S3CRET", "password=[redacted]"), ("a password = S3,CRET;x b", "a password = [redacted] b"),
    ("db_passwd='S3 CRET';x", "db_passwd='[redacted]';x"),
    (#"{"token": "S3CRET", "a": 1}"#, #"{"token": "[redacted]", "a": 1}"#),
    (#"{'token':'S3CRET'}"#, #"{'token':'[redacted]'}"#), (#"{\"token\":\"S3CRET\"}"#, #"{\"token\":\"[redacted]\"}"#),
    (#"{\"token\":\"a\\\"S3CRET\",\"b\":1}"#, #"{\"token\":\"[redacted]\",\"b\":1}"#),
    ("Bearer FAKE.eyJhbGci.x-y_z failed", "Bearer [redacted] failed"),
    ("bearer \"S3CRET\" x", "bearer \"[redacted]\" x"),
    ("Authorization: Bearer FAKE.eyJhbGci", "Authorization: [redacted]"),
    ("Cookie: a=\"S3CRET\"; b=c\nnext", "Cookie: [redacted]\nnext"),
    ("cookie: \"S3CRET\"", "cookie: \"[redacted]\""), ("X-Auth-Token: S3CRET", "X-Auth-Token: [redacted]"),
    (#""secret": {"a": ["S3CRET"]}, "b": 1"#, #""secret": "[redacted]", "b": 1"#),
    ("?token=S3CRET&x=1 y", "?token=[redacted] y"),
    ("private_key=-----BEGIN KEY-----\nS3CRET\n-----END KEY-----\nx", "private_key=[redacted]\nx"),
    ("authorization=Basic S3CRET", "authorization=[redacted]"),
    (#""tok\u0065n":"S3CRET""#, #""tok\u0065n":"[redacted]""#),
    ("a token: S3CRET is gone", "a token: [redacted] is gone"),
    ("Invalid token: x_auth_token=S3CRET expired", "Invalid token: x_auth_token=[redacted] expired"),
    ("no secret here", "no secret here"),
    ("Authorization: Digest realm=\"S3CRET\", response=\"S3CRET\"", "Authorization: [redacted]"),
    ("token=", "token="), ("a=b: c", "a=b: c"), ("Bearer", "Bearer"), ("forbearer S3", "forbearer S3"),
    ("password : 'S3CRET'", "password : '[redacted]'"), ("token => S3CRET", "token => [redacted]"),
    ("mysql --password S3CRET -h db", "mysql --password [redacted] -h db"),
    ("--token --verbose", "--token --verbose"), ("`password`: `S3CRET`", "`password`: `[redacted]`"),
    ("<password>S3CRET</password> <a>b</a>", "<password>[redacted]</password> <a>b</a>"),
    ("<ns:AccessKey type=\"x\">S3CRET</ns:AccessKey>", "<ns:AccessKey type=\"x\">[redacted]</ns:AccessKey>"),
    ("got Basic dXNlcjpwYXNz", "got Basic [redacted]"), ("Basic authentication failed", "Basic authentication failed"),
    ("Bearer: S3CRET", "Bearer: [redacted]"), ("Bearer\u{A0}S3CRET", "Bearer\u{A0}[redacted]"),
    ("Bearer\nS3CRET", "Bearer\n[redacted]"), ("access key: S3CRET", "access key: [redacted]"),
    ("jwt eyJhbGci.eyJzdWIi.c2ln, x", "jwt [redacted], x"), ("eyJ.x", "eyJ.x"),
    ("key\n-----BEGIN RSA PRIVATE KEY-----\nS3CRET\n-----END RSA PRIVATE KEY-----\nx", "key\n[redacted]\nx"),
    ("GET https://obs/x?AccessKeyId=S3&Signature=S3CRET HTTP", "GET https://obs/x HTTP"),
    ("see <https://h/lab?sid=S3CRET>", "see <https://h/lab>"), ("see \"https://h/#S3CRET\"", "see \"https://h/\""),
    (#"[{"name": "DB_PASSWORD", "value": "S3CRET"}]"#, #"[{"name": "DB_PASSWORD", "value": "[redacted]"}]"#),
    ("{token:\"S3CRET\"}", "{token:\"[redacted]\"}"),
  ])
  func `free text loses what looks like a secret and keeps the rest`(text: String, expected: String) {
    #expect(redactedText(text) == expected)
    #expect(redactedText(expected) == expected)
  }

  @Test func `a text of a hundred thousand quotes takes no time that grows with its square`() {
    // Would run for minutes.
    let text = String(repeating: #"\""#, count: 100_000) + ":"
    #expect(redactedText(text) == text)
  }
}

@Suite struct FingerprintTests {
  private let key = Fingerprinter(key: Array(repeating: 7, count: 32))

  private func fingerprint(_ body: String, key: UInt8 = 7) throws -> String? {
    try parseOne(envelope(body), key: Array(repeating: key, count: 32)).content.answer.tokenFingerprint
  }

  @Test func `is 16 hex digits, constant while the token is, and depends on token and key`() throws {
    let first = try #require(try fingerprint(#"{"id":"n","token":"abc"}"#))
    #expect(first == key.fingerprint(Array("abc".utf8)))
    #expect(first.utf8.count == 16)
    #expect(try fingerprint(#"{"id":"n","x":1,"tok\u0065n":"a\u0062c"}"#) == first)
    #expect(try fingerprint(#"{"id":"n","token":"abd"}"#) != first)
    #expect(try fingerprint(#"{"id":"n","token":"abc"}"#, key: 8) != first)
  }

  @Test(arguments: [
    #"{"id":"n"}"#, #"{"id":"n","token":""}"#, #"{"id":"n","token":null}"#, #"{"id":"n","token":"[redacted]"}"#,
    #"{"id":"n","token":7}"#, #"{"id":"n","x":{"token":"abc"}}"#,
  ])
  func `an answer without a token of its own has none`(body: String) throws {
    #expect(try fingerprint(body) == nil)
  }

  @Test func `is the HMAC of RFC 4231`() {
    let rfc = Fingerprinter(key: Array(repeating: 0x0B, count: 20))
    #expect(rfc.fingerprint(Array("Hi There".utf8)) == "b0344c61d8db3853")
  }

  @Test func `pseudonyms replace exactly the ids and names of the user`() {
    let body =
      #"{"id":"n","name":"nb","user":{"domain":{"id":"d","name":"dn","x":"k"},"id":7,"name":"Ann","x":{"id":"k"}},"user_id":"u","x":{"user_id":"k"}}"#
    func hidden(_ text: String) -> String { "\"\(key.fingerprint(Array(text.utf8)))\"" }
    #expect(
      canonical(Array(body.utf8), pseudonyms: key)
        == #"{"id":"n","name":"nb","user":{"domain":{"id":\#(hidden("d")),"name":\#(hidden("dn")),"x":"k"},"id":\#(hidden("7")),"name":\#(hidden("Ann")),"x":{"id":"k"}},"user_id":\#(hidden("u")),"x":{"user_id":"k"}}"#
    )
  }
}
