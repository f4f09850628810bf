import NBObservations
import Testing

@testable import NBProjections

// Rule C4, for what attempts are grouped by.

private let known = InstanceTraits(
  flavor: "f", customSpecCategory: "c", imageID: "i", imageName: "n", imageTag: "t", imageCategories: ["CPU"],
  feature: "e", workspaceID: "w", userName: "u", poolID: "p")

/// Sets one value of an answer to "new", and says what the traits should then be.
private let changes: [(set: @Sendable (inout NotebookFacts) -> Void, read: @Sendable (InstanceTraits) -> String?)] = [
  ({ $0.flavor = "new" }, { $0.flavor }), ({ $0.customSpecCategory = "new" }, { $0.customSpecCategory }),
  ({ $0.imageID = "new" }, { $0.imageID }), ({ $0.imageName = "new" }, { $0.imageName }),
  ({ $0.imageTag = "new" }, { $0.imageTag }), ({ $0.imageCategories = ["new"] }, { $0.imageCategories.first }),
  ({ $0.feature = "new" }, { $0.feature }), ({ $0.workspaceID = "new" }, { $0.workspaceID }),
  ({ $0.userName = "new" }, { $0.userName }), ({ $0.poolID = "new" }, { $0.poolID }),
]

@Test(arguments: changes.indices)
func `each value is taken over by itself, and the others stay - C4`(index: Int) {
  var facts = NotebookFacts()
  changes[index].set(&facts)
  let after = known.carryingOver(facts)
  for (other, change) in changes.enumerated() {
    #expect(change.read(after) == (other == index ? "new" : change.read(known)))
  }
  #expect(after != known)
}

@Test func `an answer that changes no value leaves the traits as they are - C4`() {
  var facts = NotebookFacts()
  #expect(known.carryingOver(facts) === known)
  facts.flavor = "f"
  facts.imageCategories = ["CPU"]
  #expect(known.carryingOver(facts) === known)
}

@Test func `traits read back as they were written`() throws {
  var writer = StateWriter()
  known.encode(into: &writer)
  var reader = StateReader(writer.bytes)
  #expect(try InstanceTraits(from: &reader) == known)
}
