import NBBasics

/// A list page that is too long to be held whole, while its rows are read: `{…"data":[` or `{…"body":{…"data":[`.
///
/// It is read as many short pages of the same facts, each with some of its rows. So what decides about the rows has to
/// stand before them, as `nbtrack export` and the services write it.
struct LongPage {
  /// The bytes before the first row.
  let head: [UInt8]
  /// Whether the page stands in an envelope.
  let hasEnvelope: Bool
  /// Where the page begins.
  let place: InputPlace
  let column: Int
  /// Objects that are open around what is read next; nil while rows are read.
  var openObjects: Int?

  /// What would change the facts of rows if it came behind them.
  private static let pageFacts = ["data", "id"]
  private static let envelopeFacts = [
    "observed_at", "kind", "notebook_id", "project_id", "region", "requested_at", "http_status", "date", "request",
    "body",
  ]

  /// Of an object that is cut off, the page in it whose rows have begun; nil when it is none, or something before the
  /// rows is cut off itself.
  ///
  /// - Parameter bytes: begin with `{`.
  init?(_ bytes: UnsafeRawBufferPointer, at place: InputPlace, column: Int) {
    var tape = JSONTape()
    var at = 1
    var inBody = false
    while let member = Member(bytes, from: at, &tape) {
      if member.name == "data", bytes[member.value] == UInt8(ascii: "[") {
        head = Array(bytes[...member.value])
        hasEnvelope = inBody
        self.place = place
        self.column = column
        return
      }
      if !inBody, member.name == "body", bytes[member.value] == UInt8(ascii: "{") {
        inBody = true
        at = member.value + 1
        continue
      }
      if member.name == "id" { return nil }
      guard let length = try? tape.parse(UnsafeRawBufferPointer(rebasing: bytes[member.value...])) else { return nil }
      at = member.value + length
    }
    return nil
  }

  /// The page with some of its rows alone, as they stand in the source.
  func page(of rows: UnsafeRawBufferPointer) -> [UInt8] {
    var page: [UInt8] = []
    page.reserveCapacity(head.count + rows.count + 3)
    page += head
    page += rows
    page += (hasEnvelope ? "]}}" : "]}").utf8
    return page
  }

  /// Whether a member behind the rows says something about them.
  func concernsRows(_ name: String) -> Bool {
    // Two objects are open within the body of an envelope.
    hasEnvelope && openObjects == 1 ? Self.envelopeFacts.contains(name) : Self.pageFacts.contains(name)
  }

  /// The name of a member and where its value begins.
  struct Member {
    let name: String
    let value: Int

    /// Nil when the bytes end before the value, or hold no member.
    init?(_ bytes: UnsafeRawBufferPointer, from start: Int, _ tape: inout JSONTape) {
      func skip(_ at: inout Int, over sign: UInt8?) {
        while at < bytes.count, JSONText.isWhiteSpace(bytes[at]) || bytes[at] == sign { at += 1 }
      }
      var at = start
      skip(&at, over: UInt8(ascii: ","))
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\""),
        let length = try? tape.parse(UnsafeRawBufferPointer(rebasing: bytes[at...]))
      else { return nil }
      name = tape.string(JSONTape.root) ?? ""
      at += length
      skip(&at, over: UInt8(ascii: ":"))
      guard at < bytes.count else { return nil }
      value = at
    }
  }
}
