import Foundation
import Testing

@testable import NBCommands

/// The report as other programs read it: a browser, an HTML parser, a spreadsheet. Each is skipped where it is not there.
@Suite(.serialized) struct RenderedPageTests {
  private nonisolated(unsafe) static let log = Result { try ReportLog(samples: "samples/fleet") }
  private static let chromium = tool(["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"])
  private static let office = tool(["/usr/bin/soffice", "/usr/bin/libreoffice"])
  private static let hasHTML5 = run("/usr/bin/python3", ["-c", "import html5lib"]).status == 0

  private static func tool(_ paths: [String]) -> String? {
    paths.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Output and errors of a program together.
  private static func run(_ path: String, _ arguments: [String]) -> (status: Int32, text: String) {
    guard FileManager.default.isExecutableFile(atPath: path) else { return (127, "") }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    do { try process.run() } catch { return (126, "\(error)") }
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private func page(_ report: String = "weekly", _ more: String...) throws -> String {
    let log = try Self.log.get()
    let path = log.folder.file("\(report).html")
    try NBReport.parse([report, "--week", "2026-W47", "--db", log.path, "--output", path] + more).run()
    return path
  }

  @Test(
    .enabled(if: hasHTML5, "html5lib is not there: pip install html5lib"), arguments: ["weekly", "weekly-details"])
  func `a strict parser of HTML finds no error`(report: String) throws {
    let script = """
      import html5lib, sys
      parser = html5lib.HTMLParser(strict=False)
      tree = parser.parse(open(sys.argv[1], encoding="utf-8").read())
      print(parser.errors[:5])
      sys.exit(1 if parser.errors else 0)
      """
    let result = Self.run("/usr/bin/python3", ["-c", script, try page(report)])
    #expect(result.status == 0, "\(result.text)")
  }

  @Test func `every table has headers for its columns and rows, every picture a title and its figures`() throws {
    let text = try String(contentsOfFile: page(), encoding: .utf8)
    let tables = text.components(separatedBy: "<table>").dropFirst()
    #expect(tables.count > 5)
    for table in tables {
      let rows = table.components(separatedBy: "</table>")[0].components(separatedBy: "<tr>").dropFirst()
      #expect(rows.first?.contains("<th scope=\"col\"") == true)
      #expect(rows.dropFirst().allSatisfy { $0.hasPrefix("<th scope=\"row\"") })
    }
    let figures = text.components(separatedBy: "<figure ").dropFirst()
    #expect(figures.count == 9)
    for figure in figures {
      #expect(figure.contains("<h3>") && figure.contains("<title id=") && figure.contains("<details>"))
    }
    #expect(EdgeWeekGoldenTests.resources(text).isEmpty)
    #expect(text.components(separatedBy: "<h1>").count == 2 && text.contains("<html lang=\"en\">"))
  }

  @Test(
    .enabled(if: chromium != nil, "there is no Chromium: apt-get install chromium"),
    arguments: [(390, false), (1280, false), (1280, true)])
  func `a browser draws the page, asks for nothing and complains about nothing`(width: Int, isDark: Bool) throws {
    let log = try Self.log.get()
    func shot(_ path: String) -> (size: Int, log: String) {
      let picture = log.folder.file("\(width).png")
      try? FileManager.default.removeItem(atPath: picture)
      let result = Self.run(
        Self.chromium ?? "",
        [
          "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr", "--v=0",
          "--disable-background-networking", "--user-data-dir=\(log.folder.file("chromium"))",
          "--blink-settings=preferredColorScheme=\(isDark ? 0 : 1)", "--window-size=\(width),2400",
          "--screenshot=\(picture)", "file://\(path)",
        ])
      let size = (try? FileManager.default.attributesOfItem(atPath: picture))?[.size] as? Int
      return (size ?? 0, result.text)
    }
    log.folder.write("<!DOCTYPE html><title>blank</title>", to: "blank.html")
    let blank = shot(log.folder.file("blank.html"))
    let drawn = shot(try page())
    #expect(blank.size > 0 && drawn.size > 5 * blank.size, "\(drawn.log.suffix(2000))")
    #expect(!drawn.log.contains("CONSOLE"), "\(drawn.log)")
  }

  @Test(.enabled(if: office != nil, "there is no LibreOffice: apt-get install libreoffice-calc"))
  func `in a spreadsheet dates are dates, numbers are numbers and text is text`() throws {
    let log = try Self.log.get()
    let path = log.folder.file("week.xlsx")
    do {
      try NBReport.parse(["weekly-details", "--week", "2026-W47", "--db", log.path, "--output", path]).run()
    } catch let failure as CommandFailure where failure.message?.contains("libxlsxwriter") == true {
      return
    }
    let result = Self.run(
      Self.office ?? "",
      [
        "-env:UserInstallation=file://\(log.folder.file("office"))", "--headless", "--convert-to", "fods", "--outdir",
        log.folder.file("out"), path,
      ])
    let text = String(decoding: log.folder.bytes(of: "out/week.fods") ?? [], as: UTF8.self)
    #expect(!text.isEmpty, "\(result.text)")
    #expect(text.contains("table:name=\"stopped-disks\"") && text.contains("table:name=\"failures-by-flavor\""))
    // sandbox-piet stopped on 18 November at 16:19:11.097.
    #expect(text.contains("office:value-type=\"date\" office:date-value=\"2026-11-18T16:19:11"))
    #expect(text.contains("office:value-type=\"percentage\" office:value=\"0.101694"))
    #expect(text.contains("office:value-type=\"float\" office:value=\"35146"))
    #expect(text.contains("<text:p>storage_only_hours_best</text:p>"))
    #expect(!text.contains("table:formula="))
  }

  @Test func `a workbook has the same bytes every time`() throws {
    let log = try Self.log.get()
    func bytes() throws -> [UInt8]? {
      let path = log.folder.file("\(UUID().uuidString).xlsx")
      do {
        try NBReport.parse(["weekly", "--week", "2026-W47", "--db", log.path, "--output", path]).run()
      } catch let failure as CommandFailure where failure.message?.contains("libxlsxwriter") == true {
        return nil
      }
      return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    #expect(try bytes() == bytes())
  }

  @Test func `CSV for spreadsheets has a mark, line ends, dates and decimal commas that they understand`() throws {
    let log = try Self.log.get()
    func csv(_ more: String...) throws -> String {
      let path = log.folder.file("\(UUID().uuidString).csv")
      try NBReport.parse(
        ["weekly-details", "--week", "2026-W47", "--table", "stopped-disks", "--db", log.path, "--output", path] + more
      ).run()
      return String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
    }
    let plain = try csv()
    #expect(plain.hasPrefix("region,") && plain.contains(",2026-11-18T16:19:11.097Z,"))
    let excel = try csv("--excel", "--separator", ";")
    #expect(excel.hasPrefix("\u{FEFF}region;") && excel.contains("\r\n"))
    #expect(excel.contains(";2026-11-18 16:19:11;") && excel.contains(";35146,") && !excel.contains(";35146."))
  }
}
