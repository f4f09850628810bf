/// Where a report gets its figures: the named queries over one log, all of one moment.
package protocol ReportProvider {
  /// Where the figures come from and what time they are about.
  var context: ReportContext { get }

  /// The answer to a query, by name or by the file of a user's own. Called once for equal arguments.
  ///
  /// `parameters` are the definition's, and for its window `from` and `until`, for a comparison also `before-from` and
  /// `before-until`, for the state at its end `as-of`.
  /// Without an `as-of` among them the context's as-of holds. A question that cannot be asked is a ``QuestionError``,
  /// which the renderer reports with the line of the definition; other errors end the report as they are; a question without data is no
  /// error but a table without rows, or with n = 0.
  func table(query: String, parameters: [QueryParameter]) throws -> Table
}

/// A question that cannot be asked: an unknown query, a parameter that it does not take.
package struct QuestionError: Error, Sendable, Hashable {
  /// What is wrong, in one line.
  package var message: String
  /// What would be right, as a sentence; empty when the message says so itself.
  package var hint: String

  /// An error.
  package init(message: String, hint: String = "") {
    self.message = message
    self.hint = hint
  }
}
