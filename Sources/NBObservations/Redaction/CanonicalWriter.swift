import NBBasics

/// Writes a parsed value as canonical JSON, redacted: members sorted by the bytes of their names, the last of
/// duplicate members, no insignificant white space, strings with the fewest escapes, numbers as they were written.
///
/// Redaction happens here and nowhere later: what this writes is the first form of an answer that may reach a disk.
struct CanonicalWriter {
  let tape: JSONTape
  private let pseudonyms: Fingerprinter?
  private let memo: RedactionMemo?
  var output: [UInt8] = []
  /// The members of the objects that are being written, those of the innermost last.
  var members: [Member] = []
  /// Whether plain scalars are noted.
  var notesScalars = false
  /// Where the body begins whose they are.
  var origin: UInt32 = 0
  /// Plain scalars in the order in which they were written.
  var scalars: [PlainScalar] = []
  /// The facts that depend on what is written.
  private var facts = FactReader.Parts.all

  /// The canonical bytes of the value at `index`. With `pseudonyms`, the user's ids and names at the top level become
  /// keyed fingerprints. With `memo`, strings that it knows cost no second look.
  static func bytes(
    of index: Int = JSONTape.root, in tape: JSONTape, pseudonyms: Fingerprinter? = nil, memo: RedactionMemo? = nil
  ) -> [UInt8] {
    var writer = CanonicalWriter(tape: tape, pseudonyms: pseudonyms, memo: memo)
    writer.output.reserveCapacity(tape.raw(index).count)
    writer.members.reserveCapacity(64)
    writer.write(index, key: nil, place: .root)
    return writer.output
  }

  init(tape: JSONTape, pseudonyms: Fingerprinter?, memo: RedactionMemo?) {
    self.tape = tape
    self.pseudonyms = pseudonyms
    self.memo = memo
  }

  /// Where a value stands, as far as pseudonyms depend on it.
  enum Place {
    case root, user, domain, lease, elsewhere
  }

  /// - Parameter isPlain: whether the value of a scalar depends on itself alone.
  private mutating func write(_ index: Int, key: Int?, place: Place, isPlain: Bool = false) {
    switch tape.kind(index) {
    case .object: writeObject(index, place: place)
    case .array:
      output.append(UInt8(ascii: "["))
      var element = tape.first(in: index)
      let secret = Self.secretOfPair(index, in: tape)
      let isPair = isPair(index)
      while element < tape.behind(index) {
        if element > tape.first(in: index) { output.append(UInt8(ascii: ",")) }
        if element == secret {
          quote(SecretKeys.placeholder)
        } else {
          write(element, key: key, place: .elsewhere, isPlain: !isPair)
        }
        element = tape.behind(element)
      }
      output.append(UInt8(ascii: "]"))
    case .string: writeString(index, key: key, isPlain: isPlain)
    case .number, .bool, .null:
      if isPlain { note(tape.nodes[index].start, tape.nodes[index].end) }
      output.append(contentsOf: tape.raw(index))
    }
  }

  /// Notes a plain scalar that is written next; one with quotes begins and ends with them.
  private mutating func note(_ start: UInt32, _ end: UInt32) {
    guard notesScalars else { return }
    scalars.append(
      PlainScalar(raw: start - origin, canonical: UInt32(output.count), count: end - start, facts: facts))
  }

  /// Whether an array has two elements.
  private func isPair(_ array: Int) -> Bool {
    let end = tape.behind(array)
    guard case let first = tape.first(in: array), first < end, case let second = tape.behind(first), second < end
    else { return false }
    return tape.behind(second) == end
  }

  private mutating func writeObject(_ object: Int, place: Place) {
    let base = collectMembers(of: object)
    let isVariable = isVariable(members[base...])
    let namesSecret = isVariable && namesSecret(members[base...])
    output.append(UInt8(ascii: "{"))
    for position in base..<members.count {
      let member = members[position]
      if position > base { output.append(UInt8(ascii: ",")) }
      writeName(member)
      writeValue(of: member, place: place, isVariable: isVariable, namesSecret: namesSecret)
    }
    output.append(UInt8(ascii: "}"))
    members.removeLast(members.count - base)
  }

  /// Adds the members of an object to ``members`` in canonical order; from the returned index on.
  mutating func collectMembers(of object: Int) -> Int {
    let base = members.count
    var key = tape.first(in: object)
    while key < tape.behind(object) {
      members.append(
        Member(key: key, value: key + 1, name: tape.nodes[key].escaped ? JSONText.decode(tape.raw(key)) : nil))
      key = tape.behind(key + 1)
    }
    sortMembers(from: base)
    return base
  }

  mutating func writeName(_ member: Member) {
    if let name = member.name {
      JSONText.appendQuoted(name, to: &output)
    } else {
      quote(tape.raw(member.key))
    }
    output.append(UInt8(ascii: ":"))
  }

  /// - Parameters:
  ///   - isVariable: whether the object has the form of a variable.
  ///   - namesSecret: whether that is a secret one.
  mutating func writeValue(of member: Member, place: Place, isVariable: Bool, namesSecret: Bool) {
    if isSecret(member) || namesSecret && isNamed(member, "value") {
      quote(SecretKeys.placeholder)
    } else if let pseudonyms, isPersonal(member.key, place: place), tape.kind(member.value) != .null {
      quote(Self.pseudonym(of: member.value, in: tape, pseudonyms))
    } else {
      if notesScalars { noteFacts(of: member, in: place) }
      write(
        member.value, key: member.key, place: inner(member.key, of: place),
        isPlain: !isVariable && !isPersonal(member.key, place: place)
          && !(place == .root && tape.text(member.key, is: "id")))
    }
  }

  private func isSecret(_ member: Member) -> Bool {
    // The closure is given what it needs: of the whole writer it would take a copy.
    Self.withName(of: member, in: tape) { [memo] in memo?.isSecret(name: $0) ?? SecretKeys.matches($0) }
  }

  /// The second string of `["DB_PASSWORD", "x"]`, a variable as a pair; nil in any other array.
  static func secretOfPair(_ array: Int, in tape: JSONTape) -> Int? {
    let name = tape.first(in: array)
    guard name < tape.behind(array), tape.kind(name) == .string else { return nil }
    let value = tape.behind(name)
    guard value < tape.behind(array), tape.kind(value) == .string, tape.behind(value) == tape.behind(array) else {
      return nil
    }
    let isSecret =
      tape.nodes[name].escaped ? SecretKeys.matches(tape.decoded(name)) : SecretKeys.matches(tape.raw(name))
    return isSecret ? value : nil
  }

  // MARK: Members

  struct Member {
    let key: Int
    let value: Int
    /// The decoded name of a key that is written with escapes.
    let name: [UInt8]?
  }

  /// Whether an object has the form of an entry in a list of variables: `{"name": "DB_PASSWORD", "value": …}`.
  func isVariable(_ members: ArraySlice<Member>) -> Bool {
    members.count > 1 && members.contains { isNamed($0, "value") }
  }

  /// Whether the `name` or `key` of a variable is that of a secret.
  func namesSecret(_ members: ArraySlice<Member>) -> Bool {
    members.contains { member in
      guard isNamed(member, "name") || isNamed(member, "key"), tape.kind(member.value) == .string else { return false }
      return tape.nodes[member.value].escaped
        ? SecretKeys.matches(tape.decoded(member.value)) : SecretKeys.matches(tape.raw(member.value))
    }
  }

  /// Whether a member has this name, in any case.
  private func isNamed(_ member: Member, _ name: StaticString) -> Bool {
    Self.withName(of: member, in: tape) { bytes in
      guard bytes.count == name.utf8CodeUnitCount else { return false }
      for index in 0..<bytes.count where SecretKeys.lowercased(bytes[index]) != name.utf8Start[index] { return false }
      return true
    }
  }

  private static func withName<Result>(
    of member: Member, in tape: JSONTape, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    if let name = member.name { return name.withUnsafeBytes(body) }
    return body(tape.raw(member.key))
  }

  /// Sorts the members behind `base` by name and keeps the last of equal names. Answers mostly come sorted: then nothing
  /// moves.
  private mutating func sortMembers(from base: Int) {
    var isSorted = true
    for index in (base..<members.count).dropFirst()
    where Self.compare(members[index - 1], members[index], in: tape) >= 0 {
      isSorted = false
      break
    }
    if isSorted { return }
    let order = members[base...].enumerated().sorted { [tape] left, right in
      let order = Self.compare(left.element, right.element, in: tape)
      return order == 0 ? left.offset < right.offset : order < 0
    }
    members.removeLast(members.count - base)
    for (_, member) in order {
      if members.count > base, let last = members.last, Self.compare(last, member, in: tape) == 0 {
        members.removeLast()
      }
      members.append(member)
    }
  }

  private static func compare(_ left: Member, _ right: Member, in tape: JSONTape) -> Int {
    if left.name == nil, right.name == nil { return tape.raw(left.key).order(to: tape.raw(right.key)) }
    return withName(of: left, in: tape) { left in
      withName(of: right, in: tape) { right in left.order(to: right) }
    }
  }

  private func inner(_ key: Int, of place: Place) -> Place {
    switch place {
    case .root: tape.text(key, is: "user") ? .user : tape.text(key, is: "lease") ? .lease : .elsewhere
    case .user: tape.text(key, is: "domain") ? .domain : .elsewhere
    case .domain, .lease, .elsewhere: .elsewhere
    }
  }

  /// Notes which facts depend on a member of an object; what stands further inside counts as its member of the root does.
  private mutating func noteFacts(of member: Member, in place: Place) {
    let kind = tape.kind(member.value)
    let isTime = kind != .object && kind != .array && tape.text(member.key, is: "update_at")
    switch place {
    case .root:
      let name = Self.withName(of: member, in: tape) { FactReader.Parts(reading: $0) }
      // Of a container it is not the scalars inside that say the time.
      facts = isTime ? .updateAt : name == .updateAt ? .all : name
    case .lease: facts = isTime ? .leaseUpdateAt : .lease
    case .user, .domain, .elsewhere: break
    }
  }

  private func isPersonal(_ key: Int, place: Place) -> Bool {
    switch place {
    case .root: tape.text(key, is: "user_id")
    case .user, .domain: tape.text(key, is: "id") || tape.text(key, is: "name")
    case .lease, .elsewhere: false
    }
  }

  /// The fingerprint in place of a value that names a person; a number does so as well as a string.
  static func pseudonym(of index: Int, in tape: JSONTape, _ pseudonyms: Fingerprinter) -> String {
    pseudonyms.fingerprint(tape.string(index).map { Array($0.utf8) } ?? Array(tape.raw(index)))
  }

  // MARK: Strings

  private mutating func writeString(_ index: Int, key: Int?, isPlain: Bool) {
    let isURLKey = key.map { tape.text($0, is: "url") || tape.text($0, is: "uri") } ?? false
    if !tape.nodes[index].escaped, !isURLKey, !Self.mayHoldSecret(tape, index) {
      if isPlain { note(tape.nodes[index].start - 1, tape.nodes[index].end + 1) }
      quote(tape.raw(index))
    } else if let known = memo?.written(tape.raw(index), isURL: isURLKey) {
      output.append(contentsOf: known)
    } else {
      let start = output.count
      JSONText.appendQuoted(Self.redacted(tape.decoded(index), isURL: isURLKey), to: &output)
      memo?.keep(tape.raw(index), isURL: isURLKey, written: output[start...])
    }
  }

  /// A string's text without secrets. Redacting the result again changes nothing.
  static func redacted(_ text: [UInt8], isURL: Bool) -> [UInt8] {
    let redacted = URLRedaction.redact(text, assumed: isURL) ?? text
    return TextRedaction.redact(redacted) ?? redacted
  }

  /// A cheap look at a string before any copy; false where redaction would change nothing.
  static func mayHoldSecret(_ tape: JSONTape, _ index: Int) -> Bool {
    tape.nodes[index].escaped || SecretShapes.mayBeIn(tape.raw(index))
  }

  private mutating func quote(_ raw: UnsafeRawBufferPointer) {
    output.append(UInt8(ascii: "\""))
    output.append(contentsOf: raw)
    output.append(UInt8(ascii: "\""))
  }

  private mutating func quote(_ text: String) { JSONText.appendQuoted(text, to: &output) }
}
