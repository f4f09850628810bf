import Testing

@testable import NBCommands

@Suite struct TokenCommandTests {
  @Test func `the token is the first line`() {
    #expect(TokenCommand.run("printf 'tok\\r\\nmore\\n'") == "tok")
    #expect(TokenCommand.run("printf tok") == "tok")
  }

  @Test(arguments: ["false", "echo tok; exit 3", "true", "no-such-command-here", "kill -9 $$"])
  func `a command that fails, or prints nothing, gave none`(command: String) {
    #expect(TokenCommand.run(command) == nil)
  }

  @Test func `a command that does not end is ended, with what it began`() {
    #expect(TokenCommand.run("echo tok; sleep 600 & wait", patience: 200) == nil)
  }

  @Test func `signals reach what the command runs although the watch's threads block them`() {
    #expect(TokenCommand.run("sh -c 'kill -TERM $$' || echo ended") == "ended")
  }
}
