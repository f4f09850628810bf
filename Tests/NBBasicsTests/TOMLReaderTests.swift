import Testing

@testable import NBBasics

@Suite struct TOMLReaderTests {
  private static let headers = ["[report]", "[[section]]", "[[section.part]]"]

  @Test func `headers, texts, numbers and lists are read with their lines`() throws {
    let blocks = try TOMLReader.blocks(
      of: """
        # a comment
        [report]
        name = "a \\"b\\" \\u00e9\\n"  # another
        limit = 12

        [[section.part]]\r
        list = ["a", # one
          "b",
        ]
        empty = []
        flag = false
        """, headers: Self.headers)
    #expect(
      blocks == [
        TOMLBlock(
          header: "[report]", line: 2,
          fields: [
            TOMLField(key: "name", value: .text("a \"b\" é\n"), line: 3),
            TOMLField(key: "limit", value: .number(12), line: 4),
          ]),
        TOMLBlock(
          header: "[[section.part]]", line: 6,
          fields: [
            TOMLField(
              key: "list",
              value: .list([TOMLText(text: "a", line: 7), TOMLText(text: "b", line: 8)]), line: 7),
            TOMLField(key: "empty", value: .list([]), line: 10),
            TOMLField(key: "flag", value: .flag(false), line: 11),
          ]),
      ])
  }

  @Test(arguments: [
    ("[report]\nname = x", 2, "'name' has no value that is read here"),
    ("[report]\nname = -1", 2, "'name' has no value that is read here"),
    ("[report]\nname = \"x", 2, "a text that is not closed by a double quote on its line"),
    ("[report]\nname = \"x\" y", 2, "unexpected 'y' after the value"),
    ("[report]\nname = \"\\x\"", 2, "unknown escape \\x"),
    ("[report]\nname = \"\\ud800\"", 2, "\\u needs four hexadecimal digits of a character"),
    ("[report]\nname", 2, "neither a header nor 'key = value'"),
    ("[report]\n= 3", 2, "neither a header nor 'key = value'"),
    ("[report]\na = 1\na = 2", 3, "'a' is given twice, first in line 2"),
    ("a = 1", 1, "'a' stands before the first header"),
    ("[reports]", 1, "unknown header [reports]"),
    ("[[report]]", 1, "unknown header [[report]]"),
    ("[[section]", 1, "unknown header [[section]]"),
    ("[report] x", 1, "unexpected 'x' after the value"),
    ("[report]\na = [\n\"x\"", 2, "the list 'a' is never closed"),
    ("[report]\na = [\n\"x\" \"y\"]", 3, "a comma is missing between the items of a list"),
    ("[report]\na = [1]", 2, "a list holds texts in double quotes"),
    ("[report]\na = \"\u{1}\"", 2, "a control character"),
  ])
  func `a mistake is named with its line`(text: String, line: Int, message: String) {
    let error = #expect(throws: TOMLFault.self) { try TOMLReader.blocks(of: text, headers: Self.headers) }
    #expect(error?.line == line)
    #expect(error?.message == message)
    #expect(error?.description.hasPrefix("line \(line): \(message)") == true)
  }

  @Test func `keys before the first header are a block of their own where they may stand`() throws {
    let blocks = try TOMLReader.blocks(of: "a = 1\n[[section]]\na = 2", headers: Self.headers, hasTop: true)
    #expect(blocks.map(\.header) == ["", "[[section]]"])
    #expect(blocks.map { $0.field("a")?.value } == [.number(1), .number(2)])
  }
}
