import Glibc
import NBSources
import Testing

@Suite struct TerminalTests {
  func environment(_ values: [String: String]) -> (String) -> String? { { values[$0] } }

  @Test(
    arguments: [
      ([:], true), (["NO_COLOR": ""], true), (["NO_COLOR": "0"], false), (["TERM": "dumb"], false),
      (["TERM": "xterm"], true),
    ] as [([String: String], Bool)])
  func `colour by itself needs a willing terminal`(values: [String: String], expected: Bool) {
    let environment = environment(values)
    #expect(Terminal.usesColor(.auto, isTerminal: true, environment: environment) == expected)
    #expect(!Terminal.usesColor(.auto, isTerminal: false, environment: environment))
    #expect(Terminal.usesColor(.always, isTerminal: false, environment: environment))
    #expect(!Terminal.usesColor(.never, isTerminal: true, environment: environment))
  }

  @Test func `progress needs a terminal that is not dumb`() {
    #expect(Terminal.showsProgress(isTerminal: true, environment: environment(["NO_COLOR": "1"])))
    #expect(!Terminal.showsProgress(isTerminal: true, environment: environment(["TERM": "dumb"])))
    #expect(!Terminal.showsProgress(isTerminal: false, environment: environment([:])))
  }

  @Test func `the width comes from the terminal or else from the environment`() {
    // A pseudo-terminal by hand: TIOCSPTLCK unlocks the other end, TIOCGPTN gives its number.
    let terminal = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    var unlocked: Int32 = 0
    var number: UInt32 = 0
    #expect(ioctl(terminal, 0x4004_5431, &unlocked) == 0 && ioctl(terminal, 0x8004_5430, &number) == 0)
    let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
    let file = open("/dev/null", O_RDWR)
    defer { for descriptor in [terminal, other, file] { close(descriptor) } }
    #expect(Terminal.isTerminal(other) && !Terminal.isTerminal(file) && !Terminal.isTerminal(-1))
    var size = winsize(ws_row: 24, ws_col: 132, ws_xpixel: 0, ws_ypixel: 0)
    #expect(ioctl(other, UInt(TIOCSWINSZ), &size) == 0)
    #expect(Terminal.width(other, environment: environment(["COLUMNS": "90"])) == 132)
    #expect(Terminal.width(file, environment: environment(["COLUMNS": "90"])) == 90)
    #expect(Terminal.width(file, environment: environment(["COLUMNS": "-3"])) == nil)
    #expect(Terminal.width(file, environment: environment([:])) == nil)
    size.ws_col = 0
    #expect(ioctl(other, UInt(TIOCSWINSZ), &size) == 0)
    #expect(Terminal.width(other, environment: environment(["COLUMNS": "90"])) == 90)
  }
}
