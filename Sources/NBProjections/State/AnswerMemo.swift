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

  /// Whether one is remembered.
  var isKnown: Bool { answer != nil }

  mutating func remember(_ other: Answer) {
    if answer !== other { answer = other }
  }

  mutating func forget() { answer = nil }

  static func == (left: AnswerMemo, right: AnswerMemo) -> Bool { true }
}

/// The answer that all folds of a stream applied last, when seeing it again changes nothing but times; and what of it
/// decides which. A shortcut as ``AnswerMemo`` is one: no part of the state.
struct SettledAnswer: Sendable, Equatable {
  private var memo = AnswerMemo()
  private(set) var hasStatus = false
  /// Whether it is an up observation with a fingerprint.
  private(set) var showsToken = false

  init() {}

  /// Whether there is one.
  var isKnown: Bool { memo.isKnown }

  func holds(_ answer: Answer) -> Bool { memo.holds(answer) }

  mutating func remember(_ answer: Answer) {
    memo.remember(answer)
    hasStatus = answer.status != nil
    showsToken = TokenRestarts.concerns(answer)
  }

  mutating func forget() { memo.forget() }

  static func == (left: SettledAnswer, right: SettledAnswer) -> Bool { true }
}
