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
    read(.all, of: root, into: &facts)
    return facts
  }

  /// Reads some of the facts anew; nothing when the value is no object.
  func read(_ parts: Parts, of root: Int, into facts: inout NotebookFacts) {
    guard tape.kind(root) == .object, !parts.isEmpty else { return }
    if parts.contains(.status) { facts.statusWord = string("status", of: root).flatMap { $0.isEmpty ? nil : $0 } }
    if parts.contains(.name) { facts.name = string("name", of: root) }
    if parts.contains(.flavor) { facts.traits.flavor = string("flavor", of: root) }
    if parts.contains(.feature) { facts.traits.feature = string("feature", of: root) }
    if parts.contains(.workspace) { facts.traits.workspaceID = string("workspace_id", of: root) }
    if parts.contains(.failReason) { facts.failReason = string("fail_reason", of: root) }
    if parts.contains(.errorCode) { facts.errorCode = string("error_code", of: root).flatMap { $0.isEmpty ? nil : $0 } }
    if parts.contains(.errorMessage) {
      facts.errorMessage = string("error_msg", of: root) ?? string("error_message", of: root)
    }
    if parts.contains(.createAt) { facts.createAt = instant("create_at", of: root) }
    if parts.contains(.updateAt) { facts.updateAt = instant("update_at", of: root) }
    if parts.contains(.user) { readUser(of: root, into: &facts.traits) }
    if parts.contains(.customSpec) {
      facts.traits.customSpecCategory = tape.member("custom_spec", of: root).flatMap { string("category", of: $0) }
    }
    if parts.contains(.image) { readImage(of: root, into: &facts.traits) }
    if parts.contains(.pool) { readPool(of: root, into: &facts) }
    if parts.contains(.billingItems) {
      facts.billingItems = strings("billing_items", of: root).map(BillingItems.listed) ?? .absent
    }
    if parts.contains(.volume) { facts.volume = volume(of: root) }
    if parts.contains(.lease) { facts.lease = lease(of: root) }
    if parts.contains(.leaseUpdateAt), let lease = object("lease", of: root) {
      facts.lease?.updateAt = instant("update_at", of: lease)
    }
    if parts.contains(.steps) { facts.steps = steps(of: root) }
  }

  private func readUser(of root: Int, into traits: inout NotebookTraits) {
    let user = object("user", of: root)
    traits.userID = personal("user_id", of: root) ?? user.flatMap { personal("id", of: $0) }
    traits.userName = user.flatMap { personal("name", of: $0) }
  }

  private func readImage(of root: Int, into traits: inout NotebookTraits) {
    let image = object("image", of: root)
    traits.imageID = image.flatMap { string("id", of: $0) }
    traits.imageName = image.flatMap { string("name", of: $0) }
    traits.imageTag = image.flatMap { string("tag", of: $0) }
    traits.imageCategories = image.flatMap { strings("resource_categories", of: $0) }
  }

  private func readPool(of root: Int, into facts: inout NotebookFacts) {
    let pool = object("pool", of: root)
    facts.traits.poolID = pool.flatMap { string("id", of: $0) }
    facts.hasPool =
      !(facts.traits.poolID ?? "").isEmpty || !(pool.flatMap { string("name", of: $0) } ?? "").isEmpty
  }

  private func volume(of root: Int) -> Volume? {
    object("volume", of: root).map { volume in
      Volume(
        category: string("category", of: volume), ownership: string("ownership", of: volume),
        capacity: tape.integer(tape.member("capacity", of: volume)))
    }
  }

  private func lease(of root: Int) -> Lease? {
    object("lease", of: root).map { lease in
      Lease(
        createAt: instant("create_at", of: lease), updateAt: instant("update_at", of: lease),
        duration: tape.integer(tape.member("duration", of: lease)),
        enabled: tape.boolean(tape.member("enable", of: lease)), type: string("type", of: lease))
    }
  }

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
