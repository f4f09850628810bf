import NBObservations
import Testing

@testable import NBReadModel

@Suite struct NamedInstanceTests {
  private static func instance(_ id: String, _ name: String?, _ region: String = "r") -> NamedInstance {
    NamedInstance(key: StreamKey(region: region, projectID: "p", notebookID: id), name: name, status: "RUNNING")
  }

  private static let instances = [
    instance("7a10", "vision-train-01"), instance("7b20", "vision-train-02"), instance("7b21", "Archive"),
    instance("c300", "7b"), instance("d400", nil), instance("e500", "notes-archive-old"), instance("e600", "twin"),
    instance("e700", "twin"), instance("f800", "x", "west"), instance("f800", "y", "east"),
  ]

  @Test(arguments: [
    ("7a10", "7a10"), ("7a", "7a10"), ("d", "d400"), ("vision-train-02", "7b20"), ("VISION-TRAIN-02", "7b20"),
    ("archive", "7b21"), ("arch", "7b21"), ("notes", "e500"), ("archive-old", "e500"), ("7b", "c300"),
    ("train-01", "7a10"),
  ])
  func `a word names an instance by id, beginning of it, name, beginning or part of that`(word: String, id: String) {
    #expect(
      NamedInstance.match(word, among: Self.instances)
        == Self.instances.first { $0.key.notebookID == id }.map { .one($0) })
  }

  @Test(arguments: [
    ("7", ["7a10", "7b20", "7b21"]), ("vision", ["7a10", "7b20"]), ("twin", ["e600", "e700"]),
    ("train", ["7a10", "7b20"]), ("f800", ["f800", "f800"]), ("e", ["e500", "e600", "e700"]),
  ])
  func `a word that several have names the candidates`(word: String, ids: [String]) throws {
    guard case .several(let found) = NamedInstance.match(word, among: Self.instances) else {
      Issue.record("\(word) names one or none")
      return
    }
    #expect(found.map(\.key.notebookID) == ids)
  }

  @Test(arguments: ["", "zzz", "7a100"])
  func `a word that nothing has names none`(word: String) {
    #expect(NamedInstance.match(word, among: Self.instances) == .none)
  }
}
