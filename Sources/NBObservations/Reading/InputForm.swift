import NBBasics

/// A form in which one JSON object of the input may tell of answers.
///
/// To add a form: a file with its type, and the type in ``InputForms/all``. How objects stand in a source (on lines, in
/// an array, one behind the other) is the business of ``DocumentReader`` and the same for all forms.
protocol InputForm: SendableMetatype {
  /// Whether this form reads the object at the root of the tape.
  static func recognises(_ tape: JSONTape) -> Bool

  /// Whether options give what the object lacks. They speak of one answer, so such an object has to be the only value of
  /// its source.
  static var standsAlone: Bool { get }

  /// Makes observations of the object. What is wrong with a part of it is a reject of the batch; what is wrong with the
  /// whole is thrown.
  static func read(
    _ value: InputValue, into batch: inout ObservationBatch, by maker: inout ObservationMaker
  ) throws(InputFault)
}

/// An object of the input, parsed.
struct InputValue {
  /// Holds the object at its root.
  let tape: JSONTape
  /// The object's bytes.
  let raw: UnsafeRawBufferPointer
  let place: InputPlace
  /// What options say about an answer without an envelope.
  let options: BareAnswerFacts
  /// What a look at the envelope gave, where it has the usual form, with the hash of the body.
  let scan: (envelope: EnvelopeScan, bodyHash: UInt64)?
  /// Who takes observations while the object is read.
  let whenFull: FullBatch?
}

/// Why an object gave no observations.
enum InputFault: Error {
  case rejected(RejectReason)
  case missing(MissingOption)
}

enum InputForms {
  /// All forms; the first that recognises an object reads it. What none recognises counts as a broken envelope.
  static let all: [any InputForm.Type] = [
    AmendmentForm.self, EnvelopeForm.self, FlavorListForm.self, BareAnswerForm.self,
  ]

  static func form(of tape: JSONTape) -> any InputForm.Type {
    all.first { $0.recognises(tape) } ?? EnvelopeForm.self
  }
}
