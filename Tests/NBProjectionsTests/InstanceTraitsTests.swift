import NBObservations
import Testing

@testable import NBProjections

// Rule C4, for everything that rows are grouped by.

/// Every trait told apart: the texts by their column names.
private let known: InstanceTraits = {
  var values = NotebookTraits()
  for text in NotebookTraits.texts { values[keyPath: text.path] = text.name }
  values.imageCategories = ["CPU"]
  return InstanceTraits(values)
}()

@Test func `every trait is a text of the list, but for the image's categories`() {
  for property in Mirror(reflecting: NotebookTraits()).children where property.label != "imageCategories" {
    #expect(property.value is String?, "\(property.label ?? "")")
  }
  let values = Mirror(reflecting: known.values).children
  for property in values { #expect(property.value as? String? != .some(nil), "\(property.label ?? "") is in no list") }
  #expect(NotebookTraits.texts.count == values.count - 1)
  #expect(Set(NotebookTraits.texts.map(\.name)).count == NotebookTraits.texts.count)
}

@Test(arguments: NotebookTraits.texts.indices)
func `each value is taken over by itself, and the others stay - C4`(index: Int) {
  let path = NotebookTraits.texts[index].path
  var facts = NotebookFacts()
  facts.traits[keyPath: path] = "new"
  var expected = known.values
  expected[keyPath: path] = "new"
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
