import NBBasics
import Testing

@testable import NBCollector

@Suite struct RequestSignatureTests {
  private static let guide = ("QTWAOYTTINDUT2QVKYUC", "MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc")

  private func signature(
    _ method: String, _ path: String, _ query: String, _ headers: [(String, String)], body: String = "",
    keys: (String, String) = ("AccessKey", "SecretKey")
  ) -> String {
    let signature = RequestSignature(method: method, path: path, query: query, headers: headers, body: Array(body.utf8))
    let text = signature.authorization(accessKey: keys.0, secretKey: Secret(keys.1))
    return String(text.suffix(64))
  }

  @Test func `the vendor's Python vectors`() {
    let headers = [
      ("host", "service.endpoint.myhuaweicloud.com"), ("X-Sdk-Date", "20200608T023900Z"), ("TEST_UNDERSCORE", "x"),
    ]
    #expect(
      signature("GET", "/resources", "size=1", headers)
        == "cfb4171acec81de07d50e53d57eb77edd537414d66ddb1d7d780f128e12cd842")
    #expect(
      signature("POST", "/resources", "size=1", headers, body: #"{"name":"test","id":1}"#)
        == "436b1ac0a1ae03705934bb70ef2f2e09f7bfed2117d731a38235053199323a1f")
  }

  @Test func `the vendor's Go vectors`() {
    let headers = [("X-Sdk-Date", "20060102T150405Z")]
    #expect(
      signature("GET", "/path", "limit=1", headers)
        == "5a2ce64c865e0e6046321c6f3d5a77ba8413eeaf355c3166c03d58d02ac79624")
    #expect(
      signature("POST", "/path", "key=value", headers, body: "{\"Name\":\"test\",\"Id\":1}\n")
        == "cecc2af119b18ab70b4d094c0750f3b42c02f254903179a0fc2cc72fc9db4f59")
  }

  @Test func `the vectors of the guide and of the Java client`() {
    let headers = [
      ("content-type", "application/json"), ("host", "service.region.example.com"), ("x-sdk-date", "20191115T033655Z"),
    ]
    let query = "limit=2&marker=13551d6b-755d-4757-b956-536f674975c0"
    #expect(
      signature(
        "GET", "/v5/iotps/77b6a44cba5143ab91d13ab9a8ff44fd/certificates", query, headers, keys: Self.guide)
        == "012cac5e920807f98bf7b23dfe05d29596d544a9b76c37cf933b274a6d4aa874")
    let request = RequestSignature(
      method: "GET", path: "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs", query: query, headers: headers)
    #expect(
      Digest256.hex(request.canonicalRequest) == "b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a")
    #expect(
      request.authorization(accessKey: Self.guide.0, secretKey: Secret(Self.guide.1))
        == "SDK-HMAC-SHA256 Access=QTWAOYTTINDUT2QVKYUC, SignedHeaders=content-type;host;x-sdk-date, "
        + "Signature=7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe")
  }

  @Test func `a list of notebooks is signed as the vendor's client 3.1.219 signs it`() {
    var headers = [
      ("content-type", "application/json"), ("host", "modelarts.cn-north-4.myhuaweicloud.com"),
      ("x-project-id", "77b6a44cba5143ab91d13ab9a8ff44fd"), ("x-sdk-date", "20261121T100000Z"),
    ]
    let path = "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/notebooks"
    let query = PercentEncoding.query([
      ("sort_key", "create_at"), ("sort_dir", "ASC"), ("offset", "0"), ("limit", "50"),
    ])
    #expect(
      signature("GET", path, query, headers, keys: Self.guide)
        == "87dfb0d27ba3cfbcb94a0c6b3341d3622fdf0e8c6292e380056246d805516cf9")
    headers[2].1 = "p"
    headers.append(("X-Security-Token", " t/+= "))
    #expect(
      signature("GET", path, query, headers, keys: Self.guide)
        == "45b5cbfa9a6e03fb622ccc86fb7d80e8b242a21f13ee8a2e4f1ac6ae262008f7")
  }

  @Test func `a query is encoded and sorted as both of the vendor's clients do`() {
    let query = PercentEncoding.query([
      ("limit", "1"), ("enable", "true"), ("test", "一 (&=?!#%.*)"), ("path", "/tmp/123"), ("multi", "3"),
      ("multi", "1"), ("multi", "2"),
    ])
    #expect(
      query == "enable=true&limit=1&multi=1&multi=2&multi=3&path=%2Ftmp%2F123"
        + "&test=%E4%B8%80%20%28%26%3D%3F%21%23%25.%2A%29")
  }

  @Test func `two hundred recorded requests have the vendor's Authorization`() throws {
    let cases = try RecordedFile.objects("sdk-signatures.jsonl")
    #expect(cases.count == 200)
    for item in cases {
      func text(_ key: String) -> String { item[key] as? String ?? "" }
      let pairs = (item["query"] as? [[String]] ?? []).map { (name: $0[0], value: $0[1]) }
      let headers = (item["headers"] as? [String: String] ?? [:]).map { ($0.key, $0.value) }
      let query = PercentEncoding.query(pairs)
      #expect(query == text("target_query"))
      let signature = RequestSignature(
        method: text("method"), path: PercentEncoding.path(item["segments"] as? [String] ?? []), query: query,
        headers: headers, body: Array(text("body").utf8))
      #expect(
        signature.authorization(accessKey: text("access_key"), secretKey: Secret(text("secret_key")))
          == text("authorization"))
    }
  }

  @Test func `the date of a signature is UTC to the second`() {
    // 29 February, and the last millisecond of a second.
    #expect(RequestSignature.date(1_709_211_599_999) == "20240229T125959Z")
    #expect(RequestSignature.date(0) == "19700101T000000Z")
  }
}
