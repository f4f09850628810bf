import NBBasics

/// Writes a parsed value as canonical JSON, redacted: members sorted by the bytes of their names, the last of
/// duplicate members, no insignificant white space, strings with the fewest escapes, numbers as they were written.
///
/// Redaction happens here and nowhere later: what this writes is the first form of an answer that may reach a disk.
struct CanonicalWriter {
  private let tape: JSONTape
  private let pseudonyms: Fingerprinter?
  private(set) var output: [UInt8] = []

  /// The canonical bytes of the value at `index`. With `pseudonyms`, the user's ids and names at the top level become
  /// keyed fingerprints.
  static func bytes(of index: Int = JSONTape.root, in tape: JSONTape, pseudonyms: Fingerprinter? = nil) -> [UInt8] {
    var writer = CanonicalWriter(tape: tape, pseudonyms: pseudonyms)
    writer.output.reserveCapacity(tape.raw(index).count)
    writer.write(index, key: nil, place: .root)
    return writer.output
  }

  private init(tape: JSONTape, pseudonyms: Fingerprinter?) {
    self.tape = tape
    self.pseudonyms = pseudonyms
  }

  /// Where a value stands, as far as pseudonyms depend on it.
  private enum Place {
    case root, user, domain, elsewhere
  }

  private mutating func write(_ index: Int, key: Int?, place: Place) {
    switch tape.kind(index) {
    case .object: writeObject(index, place: place)
    case .array:
      output.append(UInt8(ascii: "["))
      var isFirst = true
      var elements: [Int] = []
      tape.forEachElement(of: index) { elements.append($0) }
      for element in elements {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        write(element, key: key, place: .elsewhere)
      }
      output.append(UInt8(ascii: "]"))
    case .string: writeString(index, key: key)
    case .number, .bool, .null: output.append(contentsOf: tape.raw(index))
    }
  }

  private mutating func writeObject(_ object: Int, place: Place) {
    var members: [Member] = []
    tape.forEachMember(of: object) { key, value in
      members.append(
        Member(key: key, value: value, name: tape.nodes[key].escaped ? JSONText.decode(tape.raw(key)) : nil))
    }
    sort(&members)
    output.append(UInt8(ascii: "{"))
    for (position, member) in members.enumerated() {
      if position > 0 { output.append(UInt8(ascii: ",")) }
      if let name = member.name {
        JSONText.appendQuoted(name, to: &output)
      } else {
        quote(tape.raw(member.key))
      }
      output.append(UInt8(ascii: ":"))
      let isSecret = withName(of: member) { SecretKeys.matches($0) }
      if isSecret {
        quote(SecretKeys.placeholder)
      } else if let pseudonyms, isPersonal(member.key, place: place), tape.kind(member.value) != .null {
        // A number names a person as well as a string does.
        let text = tape.string(member.value).map { Array($0.utf8) } ?? Array(tape.raw(member.value))
        quote(pseudonyms.fingerprint(text))
      } else {
        write(member.value, key: member.key, place: inner(member.key, of: place))
      }
    }
    output.append(UInt8(ascii: "}"))
  }

  // MARK: Members

  private struct Member {
    let key: Int
    let value: Int
    /// The decoded name of a key that is written with escapes.
    let name: [UInt8]?
  }

  private func withName<Result>(of member: Member, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    if let name = member.name { return name.withUnsafeBytes(body) }
    return body(tape.raw(member.key))
  }

  /// Sorts by name and keeps the last of equal names. Answers mostly come sorted: then nothing moves.
  private func sort(_ members: inout [Member]) {
    var isSorted = true
    for index in members.indices.dropFirst() where compare(members[index - 1], members[index]) >= 0 {
      isSorted = false
      break
    }
    if isSorted { return }
    let order = members.enumerated().sorted { left, right in
      let order = compare(left.element, right.element)
      return order == 0 ? left.offset < right.offset : order < 0
    }
    members.removeAll(keepingCapacity: true)
    for (_, member) in order {
      if let last = members.last, compare(last, member) == 0 { members.removeLast() }
      members.append(member)
    }
  }

  private func compare(_ left: Member, _ right: Member) -> Int {
    withName(of: left) { left in
      withName(of: right) { right in
        for index in 0..<min(left.count, right.count) where left[index] != right[index] {
          return left[index] < right[index] ? -1 : 1
        }
        return left.count - right.count
      }
    }
  }

  private func inner(_ key: Int, of place: Place) -> Place {
    switch place {
    case .root: tape.text(key, is: "user") ? .user : .elsewhere
    case .user: tape.text(key, is: "domain") ? .domain : .elsewhere
    case .domain, .elsewhere: .elsewhere
    }
  }

  private func isPersonal(_ key: Int, place: Place) -> Bool {
    switch place {
    case .root: tape.text(key, is: "user_id")
    case .user, .domain: tape.text(key, is: "id") || tape.text(key, is: "name")
    case .elsewhere: false
    }
  }

  // MARK: Strings

  private mutating func writeString(_ index: Int, key: Int?) {
    let isEscaped = tape.nodes[index].escaped
    let raw = tape.raw(index)
    let isURLKey = key.map { tape.text($0, is: "url") || tape.text($0, is: "uri") } ?? false
    if !isEscaped, !isURLKey, !Self.mayNeedRedaction(raw) {
      quote(raw)
      return
    }
    let text = isEscaped ? JSONText.decode(raw) : Array(raw)
    JSONText.appendQuoted(Self.redacted(text, isURL: isURLKey), to: &output)
  }

  /// A string's text without secrets. Redacting the result again changes nothing.
  static func redacted(_ text: [UInt8], isURL: Bool) -> [UInt8] {
    let redacted = URLRedaction.redact(text, assumed: isURL) ?? text
    return TextRedaction.redact(redacted) ?? redacted
  }

  /// A cheap look before any copy: secrets in text and URLs need one of `:`, `=` or the word bearer.
  private static func mayNeedRedaction(_ raw: UnsafeRawBufferPointer) -> Bool {
    for byte in raw {
      if byte == UInt8(ascii: ":") || byte == UInt8(ascii: "=") { return true }
      if byte | 0x20 == UInt8(ascii: "b"), raw.count > 7 { return true }
    }
    return false
  }

  private mutating func quote(_ raw: some Collection<UInt8>) {
    output.append(UInt8(ascii: "\""))
    output.append(contentsOf: raw)
    output.append(UInt8(ascii: "\""))
  }

  private mutating func quote(_ text: String) { quote(text.utf8) }
}
