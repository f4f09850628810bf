import NBObservations

/// Remembers the answer that a fold applied last, so that a repeat of the same object costs one pointer comparison.
///
/// It is a shortcut and no part of the state: two memos are always equal, and none is ever encoded. A fold may use it
/// only where applying the answer in full would give the same result.
struct AnswerMemo: Sendable, Equatable {
  private var answer: Answer?

  init() {}

  /// Whether `other` is the very object remembered; equality of content is not looked at.
  func holds(_ other: Answer) -> Bool { answer === other }

  mutating func remember(_ other: Answer) {
    if answer !== other { answer = other }
  }

  mutating func forget() { answer = nil }

  static func == (left: AnswerMemo, right: AnswerMemo) -> Bool { true }
}
