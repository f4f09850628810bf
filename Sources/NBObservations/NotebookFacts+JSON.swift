import NBBasics

extension NotebookFacts {
  /// The facts of a canonical body; nothing of them when the bytes are no JSON object.
  public init(canonical bytes: [UInt8]) {
    var tape = JSONTape()
    self.init(canonical: bytes, tape: &tape)
  }

  /// As ``init(canonical:)``, with a tape to use again; nothing of them when the bytes are no JSON object.
  init(canonical bytes: [UInt8], tape: inout JSONTape) {
    self.init()
    bytes.withUnsafeBytes { bytes in
      guard (try? tape.parse(bytes)) != nil, tape.kind(JSONTape.root) == .object else { return }
      read(tape)
    }
  }

  private mutating func read(_ tape: JSONTape) {
    let root = JSONTape.root
    func string(_ key: StaticString, of object: Int? = nil) -> String? {
      tape.string(tape.member(key, of: object ?? root))
    }
    func instant(_ key: StaticString, of object: Int) -> Instant? {
      tape.integer(tape.member(key, of: object)).map(Instant.init(milliseconds:))
    }
    statusWord = string("status").flatMap { $0.isEmpty ? nil : $0 }
    name = string("name")
    traits.flavor = string("flavor")
    traits.feature = string("feature")
    traits.workspaceID = string("workspace_id")
    failReason = string("fail_reason")
    errorCode = string("error_code").flatMap { $0.isEmpty ? nil : $0 }
    errorMessage = string("error_msg") ?? string("error_message")
    createAt = instant("create_at", of: root)
    updateAt = instant("update_at", of: root)
    traits.userID = string("user_id")
    if let user = tape.member("user", of: root), tape.kind(user) == .object {
      traits.userID = traits.userID ?? string("id", of: user)
      traits.userName = string("name", of: user)
    }
    if let custom = tape.member("custom_spec", of: root) { traits.customSpecCategory = string("category", of: custom) }
    if let image = tape.member("image", of: root), tape.kind(image) == .object {
      traits.imageID = string("id", of: image)
      traits.imageName = string("name", of: image)
      traits.imageTag = string("tag", of: image)
      traits.imageCategories = strings(tape.member("resource_categories", of: image), tape)
    }
    if let pool = tape.member("pool", of: root), tape.kind(pool) == .object {
      traits.poolID = string("id", of: pool)
      hasPool = !(traits.poolID ?? "").isEmpty || !(string("name", of: pool) ?? "").isEmpty
    }
    if let items = strings(tape.member("billing_items", of: root), tape) { billingItems = .listed(items) }
    if let object = tape.member("volume", of: root), tape.kind(object) == .object {
      volume = Volume(
        category: string("category", of: object), ownership: string("ownership", of: object),
        capacity: tape.integer(tape.member("capacity", of: object)))
    }
    if let object = tape.member("lease", of: root), tape.kind(object) == .object {
      lease = Lease(
        createAt: instant("create_at", of: object), updateAt: instant("update_at", of: object),
        duration: tape.integer(tape.member("duration", of: object)),
        enabled: tape.boolean(tape.member("enable", of: object)), type: string("type", of: object))
    }
    steps = Self.steps(tape.member("action_progress", of: root), tape)
  }

  /// The strings of an array; nil when the value is no array.
  private func strings(_ index: Int?, _ tape: JSONTape) -> [String]? {
    guard let index, tape.kind(index) == .array else { return nil }
    var strings: [String] = []
    tape.forEachElement(of: index) { element in
      if let string = tape.string(element) { strings.append(string) }
    }
    return strings
  }

  /// Known steps, ascending, each once at its most advanced.
  private static func steps(_ index: Int?, _ tape: JSONTape) -> [StepEntry] {
    guard let index, tape.kind(index) == .array else { return [] }
    var best: [StepStatus?] = [nil, nil, nil, nil]
    tape.forEachElement(of: index) { item in
      guard let step = tape.integer(tape.member("step", of: item)), (1...4).contains(step),
        let status = tape.string(tape.member("status", of: item)).flatMap(StepStatus.init(word:))
      else { return }
      best[Int(step) - 1] = best[Int(step) - 1].map { max($0, status) } ?? status
    }
    return best.enumerated().compactMap { step, status in status.map { StepEntry(step: step + 1, status: $0) } }
  }
}
