/// A question that cannot be answered as it was asked: the one who asks has to change it.
package struct QuestionFault: Error, Hashable, Sendable {
  /// What is wrong; further lines may list what there is.
  package let message: String
  /// What would be right, as a sentence; empty when the message says so itself.
  package let hint: String
  /// Whether the question makes sense, and it is the log that has nothing of the kind.
  package let isAboutData: Bool

  /// A question that makes no sense whatever the log holds.
  package init(_ message: String, hint: String = "") { self.init(message, hint, isAboutData: false) }

  /// A question about something that the log does not have.
  package static func nothing(_ message: String, hint: String = "") -> QuestionFault {
    QuestionFault(message, hint, isAboutData: true)
  }

  private init(_ message: String, _ hint: String, isAboutData: Bool) {
    self.message = message
    self.hint = hint
    self.isAboutData = isAboutData
  }
}
