import NBBasics

/// Reads the facts of a body from a tape: of one that is canonical and redacted already, or of one as it arrived, whose
/// strings are then redacted one by one, as ``CanonicalWriter`` does it. Both give the same facts.
struct FactReader {
  private let tape: JSONTape
  private let redaction: Redaction?

  /// How the bytes under the tape still have to be redacted.
  struct Redaction {
    /// Nil where ids and names of users stay.
    let pseudonyms: Fingerprinter?
  }

  /// - Parameter redaction: nil when the bytes under the tape are canonical and redacted.
  init(_ tape: JSONTape, redaction: Redaction?) {
    self.tape = tape
    self.redaction = redaction
  }

  /// The object's own `id`; nil when absent or empty.
  func notebookID(of object: Int) -> String? {
    string("id", of: object).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// What the object says about an instance; nothing when the value is no object.
  func facts(of root: Int) -> NotebookFacts {
    var facts = NotebookFacts()
    guard tape.kind(root) == .object else { return facts }
    facts.statusWord = string("status", of: root).flatMap { $0.isEmpty ? nil : $0 }
    facts.name = string("name", of: root)
    facts.traits.flavor = string("flavor", of: root)
    facts.traits.feature = string("feature", of: root)
    facts.traits.workspaceID = string("workspace_id", of: root)
    facts.failReason = string("fail_reason", of: root)
    facts.errorCode = string("error_code", of: root).flatMap { $0.isEmpty ? nil : $0 }
    facts.errorMessage = string("error_msg", of: root) ?? string("error_message", of: root)
    facts.createAt = instant("create_at", of: root)
    facts.updateAt = instant("update_at", of: root)
    facts.traits.userID = personal("user_id", of: root)
    if let user = object("user", of: root) {
      facts.traits.userID = facts.traits.userID ?? personal("id", of: user)
      facts.traits.userName = personal("name", of: user)
    }
    if let custom = tape.member("custom_spec", of: root) {
      facts.traits.customSpecCategory = string("category", of: custom)
    }
    if let image = object("image", of: root) {
      facts.traits.imageID = string("id", of: image)
      facts.traits.imageName = string("name", of: image)
      facts.traits.imageTag = string("tag", of: image)
      facts.traits.imageCategories = strings("resource_categories", of: image)
    }
    if let pool = object("pool", of: root) {
      facts.traits.poolID = string("id", of: pool)
      facts.hasPool = !(facts.traits.poolID ?? "").isEmpty || !(string("name", of: pool) ?? "").isEmpty
    }
    if let items = strings("billing_items", of: root) { facts.billingItems = .listed(items) }
    if let volume = object("volume", of: root) {
      facts.volume = Volume(
        category: string("category", of: volume), ownership: string("ownership", of: volume),
        capacity: tape.integer(tape.member("capacity", of: volume)))
    }
    if let lease = object("lease", of: root) {
      facts.lease = Lease(
        createAt: instant("create_at", of: lease), updateAt: instant("update_at", of: lease),
        duration: tape.integer(tape.member("duration", of: lease)),
        enabled: tape.boolean(tape.member("enable", of: lease)), type: string("type", of: lease))
    }
    facts.steps = steps(of: root)
    return facts
  }

  /// Whether a member of the root with this key may hold facts.
  static func reads(_ key: Int, in tape: JSONTape) -> Bool {
    // A key in escapes may be any.
    tape.nodes[key].escaped || members.contains { tape.text(key, is: $0) }
  }

  /// The members of the root that ``facts(of:)`` looks at.
  private static let members: [StaticString] = [
    "status", "name", "flavor", "feature", "workspace_id", "fail_reason", "error_code", "error_msg", "error_message",
    "create_at", "update_at", "user_id", "user", "custom_spec", "image", "pool", "billing_items", "volume", "lease",
    "action_progress",
  ]

  // MARK: Members

  private func object(_ key: StaticString, of parent: Int) -> Int? {
    tape.member(key, of: parent).flatMap { tape.kind($0) == .object ? $0 : nil }
  }

  private func string(_ key: StaticString, of parent: Int) -> String? {
    tape.member(key, of: parent).flatMap(text)
  }

  /// A string as it stands in the redacted form.
  private func text(_ index: Int) -> String? {
    guard redaction != nil, tape.kind(index) == .string, CanonicalWriter.mayHoldSecret(tape, index) else {
      return tape.string(index)
    }
    return String(decoding: CanonicalWriter.redacted(tape.decoded(index), isURL: false), as: UTF8.self)
  }

  /// A value that names a person: with pseudonyms its fingerprint.
  private func personal(_ key: StaticString, of parent: Int) -> String? {
    guard let index = tape.member(key, of: parent) else { return nil }
    guard let pseudonyms = redaction?.pseudonyms else { return text(index) }
    return CanonicalWriter.pseudonym(of: index, in: tape, pseudonyms)
  }

  private func instant(_ key: StaticString, of parent: Int) -> Instant? {
    tape.integer(tape.member(key, of: parent)).map(Instant.init(milliseconds:))
  }

  /// The strings of an array; nil when the value is no array.
  private func strings(_ key: StaticString, of parent: Int) -> [String]? {
    guard let index = tape.member(key, of: parent), tape.kind(index) == .array else { return nil }
    let secret = CanonicalWriter.secretOfPair(index, in: tape)
    var strings: [String] = []
    tape.forEachElement(of: index) { element in
      if let string = element == secret ? SecretKeys.placeholder : text(element) { strings.append(string) }
    }
    return strings
  }

  /// Known steps, ascending, each once at its most advanced.
  private func steps(of root: Int) -> [StepEntry] {
    guard let index = tape.member("action_progress", of: root), tape.kind(index) == .array else { return [] }
    var best: (StepStatus?, StepStatus?, StepStatus?, StepStatus?)
    tape.forEachElement(of: index) { item in
      guard let step = tape.integer(tape.member("step", of: item)), (1...4).contains(step),
        let status = string("status", of: item).flatMap(StepStatus.init(word:))
      else { return }
      func raise(_ known: inout StepStatus?) { known = known.map { max($0, status) } ?? status }
      switch step {
      case 1: raise(&best.0)
      case 2: raise(&best.1)
      case 3: raise(&best.2)
      default: raise(&best.3)
      }
    }
    var entries: [StepEntry] = []
    for (step, status) in [(1, best.0), (2, best.1), (3, best.2), (4, best.3)] {
      if let status { entries.append(StepEntry(step: step, status: status)) }
    }
    return entries
  }
}
