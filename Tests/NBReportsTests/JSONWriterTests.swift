import Foundation
import NBReports
import Testing

@Suite struct JSONWriterTests {
  let table = Table(
    columns: ["name", Column("n", .number), Column("rate", .rate), Column("items", .json)],
    rows: [["a\"\\\n\u{1B}\u{202E}é", 7, 0.25, "[\"STORAGE\", 1]"], [nil, nil, nil, "{broken"]])

  @Test func `an array holds one object a line with numbers as numbers and absent values as null`() {
    #expect(
      table.text(JSONWriter()) == #"""
        [
          {"name":"a\"\\\n\u001b\u202eé","n":7,"rate":0.250000,"items":["STORAGE", 1]},
          {"name":null,"n":null,"rate":null,"items":"{broken"}
        ]

        """#)
  }

  @Test func `JSON lines are the same objects`() {
    let array = table.text(JSONWriter()).split(separator: "\n").dropFirst().dropLast()
    let objects = array.map { $0.drop { $0 == " " } }.map { $0.last == "," ? $0.dropLast() : $0 }
    #expect(table.text(JSONLinesWriter()) == objects.joined(separator: "\n") + "\n")
  }

  @Test func `no rows are an empty array and no lines`() {
    let empty = Table(columns: ["a"])
    #expect(empty.text(JSONWriter()) == "[]\n")
    #expect(empty.text(JSONLinesWriter()) == "")
  }

  @Test func `a reader gets every nasty cell back`() throws {
    for seed in UInt64(0)..<200 {
      let table = Table.nasty(seed: seed, columns: 3, rows: 4)
      let bytes = table.bytes(JSONWriter())
      let parsed = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: String]])
      #expect(parsed.map { row in table.columns.map { row[$0.name]! } } == table.rows.map { $0.map { $0.text! } })
      #expect(!bytes.contains { $0 < 0x20 && $0 != 0x0A })
    }
  }

  @Test(arguments: [
    "[]", "{}", "[1,2.5,-0,1e5,true,false,null]", "{\"a\":{\"b\":[\"\\u00e9\\n\"]}}", " \"x\" ", "0",
  ])
  func `a well-formed value is embedded as it stands`(value: String) {
    #expect(
      Table(columns: [Column("v", .json)], rows: [[.text(value)]]).text(JSONLinesWriter()) == "{\"v\":\(value)}\n")
  }

  @Test(arguments: [
    "", "[", "[1,]", "{\"a\"}", "{a:1}", "01", "1.", "+1", "tru", "\"\\x\"", "\"\t\"", "[1] 2", "NaN", "'a'", "[1\n]",
    String(repeating: "[", count: 70) + String(repeating: "]", count: 70),
  ])
  func `anything else in a JSON column becomes a string`(value: String) throws {
    let bytes = Table(columns: [Column("v", .json)], rows: [[.text(value)]]).bytes(JSONLinesWriter())
    let parsed = try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: String]
    #expect(parsed == ["v": value])
  }
}
