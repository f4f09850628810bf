import NBCollector

/// What services answer.
enum FuzzAnswers {
  static func run(_ bytes: [UInt8]) {
    var answer = HTTPAnswer()
    let head = bytes.prefix { $0 != 0 }
    head.withUnsafeBytes { HeaderLines.read($0, into: &answer) }
    answer.status = 201
    answer.body = Array(bytes.dropFirst(head.count + 1))
    _ = answer.serverSeconds
    if let token = KeystoneToken(answer) {
      promise(token.life.map { $0 > 0 } ?? true, "a token lives some time")
      _ = token.notebookOrigin(region: nil, interface: "public")
      _ = token.notebookRegions
    }
    let text = String(decoding: head, as: UTF8.self)
    if let origin = Origin(url: text) { promise(Origin(url: origin.description) == origin, "an origin reads back") }
  }
}
