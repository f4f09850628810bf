import NBBasics

/// A notebook, list page or error body without an envelope: a saved answer. What it lacks comes from options.
enum BareAnswerForm: InputForm {
  static let standsAlone = true

  static func recognises(_ tape: JSONTape) -> Bool {
    var isAnswer = false
    tape.forEachMember(of: JSONTape.root) { key, _ in
      isAnswer =
        isAnswer || tape.text(key, is: "id") || tape.text(key, is: "data") || tape.text(key, is: "error_code")
        || tape.text(key, is: "error_msg") || tape.text(key, is: "status")
    }
    return isAnswer
  }

  static func read(
    _ value: InputValue, into batch: inout ObservationBatch, by maker: inout ObservationMaker
  ) throws(InputFault) {
    let (tape, options, root) = (value.tape, value.options, JSONTape.root)
    func missing(_ option: String) -> InputFault {
      .missing(MissingOption(option: option, place: value.place, text: RejectText.make(value.raw)))
    }
    guard let kind = options.kind else { throw missing("--kind") }
    guard let observedAt = options.observedAt else { throw missing("--observed-at") }
    if ListPage(root, in: tape) == nil, options.notebookID == nil,
      (tape.string(tape.member("id", of: root)) ?? "").isEmpty
    {
      throw missing("--notebook-id")
    }
    var facts = AnswerFacts(kind: kind, observedAt: observedAt, httpStatus: options.httpStatus ?? 200)
    facts.region = options.region ?? ""
    facts.projectID = options.projectID ?? ""
    facts.notebookID = options.notebookID ?? ""
    do throws(RejectReason) {
      try maker.rules.check(observedAt, "observed_at")
      try maker.append(facts, body: root, in: tape, at: value.place, into: &batch, whenFull: value.whenFull)
    } catch {
      throw .rejected(error)
    }
  }
}

/// The facts that a bare answer lacks and options give.
public struct BareAnswerFacts: Sendable {
  /// The API call that was answered; nil when no option gives it.
  public var kind: ObservationKind?
  /// When the answer was received; nil when no option gives it.
  public var observedAt: Instant?
  /// The instance, for an answer without its own id; nil when no option gives it.
  public var notebookID: String?
  /// The project of the instance; nil counts as empty.
  public var projectID: String?
  /// The region of the instance; nil counts as empty.
  public var region: String?
  /// HTTP status of the answer; nil counts as 200.
  public var httpStatus: Int?

  /// No facts: every one is nil.
  public init() {}
}

/// A bare answer needs a fact that no option gives.
public struct MissingOption: Error, Sendable {
  /// The option as written on the command line, such as `--kind`.
  public let option: String
  /// The reject that the answer becomes where others are read on.
  public let reject: Reject

  init(option: String, place: InputPlace, text: String) {
    self.option = option
    reject = Reject(
      source: place.source, line: place.line, byteOffset: place.byteOffset,
      reason: "an answer without an envelope: \(option) is needed", text: text)
  }

  /// Name of the source in which the answer stands.
  public var source: String { reject.source }
}
