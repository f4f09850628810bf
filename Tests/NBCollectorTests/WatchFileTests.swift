import NBBasics
import Testing

@testable import NBCollector

@Suite struct WatchFileTests {
  @Test func `keys at the top are for all, those of a target for it`() throws {
    let file = try WatchFile(
      """
      # a comment
      every = "20s"
      max_rate = 90 # another

      [[target]]
      cloud = "o\\"t\\\\c"
      all_users = true
      features = ["NOTEBOOK", "DEFAULT"]

      [[target]]
      region = "eu-de"
      """)
    #expect(try file.top.text("every") == "20s")
    #expect(try file.top.number("max_rate") == 90)
    #expect(file.targets.count == 2)
    #expect(try file.targets[0].text("cloud") == #"o"t\c"#)
    #expect(try file.targets[0].flag("all_users") == true)
    #expect(try file.targets[0].list("features") == ["NOTEBOOK", "DEFAULT"])
    #expect(try file.targets[1].text("region") == "eu-de")
    #expect(try file.targets[1].text("cloud") == nil)
  }

  @Test(arguments: [
    ("every = \"5s\"", 1, "no [[target]]"), ("[[target]]\ncolour = 1", 2, "`colour` is not known"),
    ("[target]", 1, "unknown header [target]; allowed are: [[target]]"),
    ("[[target]]\ncloud = otc", 2, "no value that is read here"),
    ("[[target]]\ncloud = \"otc", 2, "not closed"),
    ("[[target]]\ncloud = \"a\" b", 2, "unexpected 'b' after the value"),
    ("[[target]]\ncloud = \"a\"\ncloud = \"b\"", 3, "given twice"),
    ("[[target]]\nfeatures = [1]", 2, "a list holds texts"),
    ("cloud = \"a\"", 1, "not known here"), ("hello", 1, "neither"),
  ])
  func `what is wrong is said with its line`(text: String, line: Int, words: String) {
    do {
      _ = try WatchFile(text)
      Issue.record("read without a fault")
    } catch {
      #expect(error.line == line)
      #expect(error.description.contains(words), "\(error)")
    }
  }

  @Test func `a value of another kind is a fault of its line`() throws {
    let file = try WatchFile("[[target]]\nall_users = \"yes\"")
    #expect(throws: TOMLFault(line: 2, "`all_users` takes true or false")) {
      try file.targets[0].flag("all_users")
    }
  }
}
