/// A picture with what it answers: the question above, the answer in a sentence, the marks as data.
package struct Figure: Sendable, Hashable {
  /// The name in addresses and file names: lower-case letters, digits and hyphens.
  package var name: String
  /// What a reader asks.
  package var question: Phrase
  /// The answer; empty where the picture must speak for itself.
  package var answer: Phrase
  /// The picture.
  package var chart: Chart
  /// What must be said below it.
  package var notes: [Phrase]

  /// A picture.
  package init(name: String, question: Phrase, answer: Phrase = "", chart: Chart, notes: [Phrase] = []) {
    self.name = name
    self.question = question
    self.answer = answer
    self.chart = chart
    self.notes = notes
  }
}
