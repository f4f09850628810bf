/// A picture with what it answers: the question above, the answer in a sentence, the marks as data.
public struct Figure: Sendable, Hashable {
  /// The name in addresses and file names: lower-case letters, digits and hyphens.
  public var name: String
  /// What a reader asks.
  public var question: Phrase
  /// The answer; empty where the picture must speak for itself.
  public var answer: Phrase
  /// The picture.
  public var chart: Chart
  /// What must be said below it.
  public var notes: [Phrase]

  /// A picture.
  public init(name: String, question: Phrase, answer: Phrase = "", chart: Chart, notes: [Phrase] = []) {
    self.name = name
    self.question = question
    self.answer = answer
    self.chart = chart
    self.notes = notes
  }
}
