import NBObservations
import Testing

@testable import NBProjections

// Rule C4, for everything that rows are grouped by.

/// Every trait told apart: the texts by their column names.
private let known: InstanceTraits = {
  var values = NotebookTraits()
  for text in NotebookTraits.Text.allCases { values[text] = text.rawValue }
  values.imageCategories = ["CPU"]
  return InstanceTraits(values)
}()

/// The property of every text.
private func property(of text: NotebookTraits.Text) -> WritableKeyPath<NotebookTraits, String?> {
  switch text {
  case .flavor: \.flavor
  case .customSpecCategory: \.customSpecCategory
  case .imageID: \.imageID
  case .imageName: \.imageName
  case .imageTag: \.imageTag
  case .feature: \.feature
  case .workspaceID: \.workspaceID
  case .userID: \.userID
  case .userName: \.userName
  case .poolID: \.poolID
  }
}

@Test(arguments: NotebookTraits.Text.allCases)
func `a text is read and written by its own property, and by no other`(text: NotebookTraits.Text) {
  var values = NotebookTraits()
  values[keyPath: property(of: text)] = "it"
  for other in NotebookTraits.Text.allCases { #expect(values[other] == (other == text ? "it" : nil)) }
  #expect(known.values[keyPath: property(of: text)] == text.rawValue)
}

@Test(arguments: NotebookTraits.Text.allCases)
func `each value is taken over by itself, and the others stay - C4`(text: NotebookTraits.Text) {
  var facts = NotebookFacts()
  facts.traits[text] = "new"
  var expected = known.values
  expected[text] = "new"
  #expect(known.carryingOver(facts).values == expected)
}

@Test func `image categories are taken over whole, an empty list too - C4`() {
  var facts = NotebookFacts()
  facts.imageCategories = []
  var expected = known.values
  expected.imageCategories = []
  #expect(known.carryingOver(facts).values == expected)
}

@Test func `an answer that changes no value leaves the traits as they are - C4`() {
  var facts = NotebookFacts()
  #expect(known.carryingOver(facts) === known)
  facts.flavor = "flavor"
  facts.imageCategories = ["CPU"]
  #expect(known.carryingOver(facts) === known)
}

@Test func `traits read back as they were written`() throws {
  var writer = StateWriter()
  known.encode(into: &writer)
  var reader = StateReader(writer.bytes)
  #expect(try InstanceTraits(from: &reader) == known)
}
