import NBBasics
import Testing

@testable import NBReports

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("a\nb", "a␊b"), ("\u{1B}[31mred", "␛[31mred"), ("\u{7F}", "␡"), ("\u{85}", "{U+0085}"),
    ("\u{202E}exe.txt", "{U+202E}exe.txt"), ("a\u{200B}b", "a{U+200B}b"), ("\u{FEFF}a", "{U+FEFF}a"),
    ("\u{2028}", "{U+2028}"), ("\u{E0041}", "{U+E0041}"), ("ab\u{200D}c", "ab{U+200D}c"), ("\u{301}a", "◌\u{301}a"),
    ("e\u{301}", "e\u{301}"), ("👩‍💻", "👩‍💻"), ("❤️", "❤️"), ("日本", "日本"), ("שלום", "\u{200E}שלום\u{200E}"),
  ])
  func `what acts, hides or reorders becomes visible and the rest stays`(text: String, shown: String) {
    #expect(VisibleText.of(text).unicodeScalars.elementsEqual(shown.unicodeScalars))
  }

  @Test func `marks do not pile up without end`() {
    let shown = VisibleText.of("a" + String(repeating: "\u{301}", count: 6))
    #expect(shown.hasSuffix("{U+0301}{U+0301}"))
    #expect(shown.unicodeScalars.filter { $0.value == 0x301 }.count == 4)
  }

  @Test(arguments: [
    ("abc", 3), ("é", 1), ("e\u{301}", 1), ("日本", 4), ("ｱ", 1), ("Ａ", 2), ("👩‍💻", 2), ("🇩🇪", 2), ("❤️", 2), ("❤", 1),
    ("한국", 4), ("…", 1), ("█░", 2), ("\u{200E}א\u{200E}", 1), ("␛", 1), ("", 0), ("👍🏽", 2), ("½", 1),
  ])
  func `display width counts wide characters twice and marks not at all`(text: String, width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func `a cut text is no wider than asked and says that it was cut`() {
    #expect(Padding.cut("notebook", to: 8) == "notebook")
    #expect(Padding.cut("notebook", to: 7) == "notebo…")
    #expect(Padding.cut("日本語", to: 4) == "日…")
    #expect(Padding.cut("日本語", to: 1) == "…")
  }
}
