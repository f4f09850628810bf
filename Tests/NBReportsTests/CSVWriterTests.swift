import Foundation
import NBReports
import NBTestFiles
import Testing

@Suite struct CSVWriterTests {
  @Test(arguments: [
    "=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", " =1+1", "\n=1+1", "\u{A0}=1", "\u{3000}=1", "\u{FEFF}=1", "\u{200B}=1",
    "\u{202E}=1", "\u{0}=1", "\u{FF1D}1", "\u{FF0B}1", "\u{FF0D}1", "\u{FF20}x", " \u{200B} \u{FF1D}1",
  ])
  func `a text that a spreadsheet may run as a formula begins with an apostrophe`(text: String) {
    let table = Table(columns: [Column("text")], rows: [[.text(text)]])
    let fields = readCSV(table.bytes(CSVWriter()))
    #expect(fields == [["text"], ["'" + text]])
  }

  @Test(arguments: ["a=1", "1-1", " a=1", "", " ", "—", "\u{200B}x=1", "'=1"])
  func `any other text stays as it is`(text: String) {
    let table = Table(columns: [Column("text")], rows: [[.text(text)]])
    #expect(readCSV(table.bytes(CSVWriter())) == [["text"], [text]])
  }

  let table = Table(
    columns: [Column("flavor", .identifier), Column("n", .number), Column("p50_s", .millisecondsAsSeconds), "note"],
    rows: [
      ["modelarts.vm.cpu.2u", 12, 72_500, "p90 not reached"],
      ["a,b", -3, nil, "says \"no\""],
      ["=1+1", 0, 0.5, "two\nlines"],
    ])

  @Test func `a table is a header and rows with quotes only where needed`() {
    #expect(
      table.text(CSVWriter()) == """
        flavor,n,p50_s,note
        modelarts.vm.cpu.2u,12,72.5,p90 not reached
        "a,b",-3,,"says ""no""\"
        '=1+1,0,0.001,"two
        lines"

        """)
  }

  @Test func `the guard can be switched off and lines can end in CR LF`() {
    let text = table.text(CSVWriter(crlf: true, isGuarded: false))
    #expect(text.hasSuffix("\r\n=1+1,0,0.001,\"two\nlines\"\r\n"))
    #expect(text.hasPrefix("flavor,n,p50_s,note\r\nmodelarts"))
  }

  @Test func `negative numbers are no text and get no apostrophe`() {
    let table = Table(columns: [Column("n", .number)], rows: [[-1], [-2.5]])
    #expect(table.text(CSVWriter()) == "n\n-1\n-2.5\n")
  }

  @Test func `a reader gets every nasty cell back, with LF and with CR LF`() {
    for seed in UInt64(0)..<200 {
      let table = Table.nasty(seed: seed, columns: Int(seed % 4) + 1, rows: 6)
      let expected = [table.columns.map(\.name)] + table.rows.map { $0.map { $0.text! } }
      for crlf in [false, true] {
        #expect(readCSV(table.bytes(CSVWriter(crlf: crlf, isGuarded: false))) == expected)
      }
    }
  }

  @Test func `a row whose only field is empty is not an empty line`() {
    #expect(Table(columns: ["c"], rows: [[nil], [""]]).text(CSVWriter()) == "c\n\"\"\n\"\"\n")
  }

  @Test func `an empty table is its header`() {
    #expect(Table(columns: ["a", "b"]).text(CSVWriter()) == "a,b\n")
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")))
  func `Python's csv module gets every nasty cell back`() throws {
    let table = Table.nasty(seed: 5, columns: 4, rows: 300)
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).csv")
    try Data(table.bytes(CSVWriter(isGuarded: false))).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    // ASCII output, so that neither the locale nor line endings of the pipe can change a cell.
    python.arguments = [
      "-c", "import csv,json,sys; print(json.dumps(list(csv.reader(open(sys.argv[1],newline='',encoding='utf-8')))))",
      file.path,
    ]
    let pipe = Pipe()
    python.standardOutput = pipe
    try python.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    let rows = try #require(try JSONSerialization.jsonObject(with: output) as? [[String]])
    #expect(rows == [table.columns.map(\.name)] + table.rows.map { $0.map { $0.text! } })
  }
}
