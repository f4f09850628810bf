import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// `$PAGER` as git uses it: for what is longer than the terminal, and only on a terminal.
enum Pager {
  /// Writes lines to standard output, through the pager where that helps. A reader that ends early is a quiet end.
  static func write(_ lines: [String], isAllowed: Bool) throws {
    let text = lines.map { $0 + "\n" }.joined()
    if isAllowed, let command, let height = Terminal.height(STDOUT_FILENO), lines.count >= height,
      pipe(text, through: command)
    {
      return
    }
    let output = StandardOutput()
    try output.write(text)
    try output.flush()
  }

  /// The command; nil where there is no terminal, or where PAGER says that there shall be none.
  private static var command: String? {
    guard Terminal.isTerminal(STDOUT_FILENO), Terminal.isTerminal(STDIN_FILENO),
      Terminal.environmentValue("TERM") != "dumb"
    else { return nil }
    let choice = Terminal.environmentValue("NBTRACK_PAGER") ?? Terminal.environmentValue("PAGER") ?? "less"
    return choice.isEmpty || choice == "cat" ? nil : choice
  }

  /// - Returns: whether the pager took the text; false where it could not be started.
  private static func pipe(_ text: String, through command: String) -> Bool {
    // As git: quit at once on one screen, pass colours, leave the screen as it is.
    setenv("LESS", "FRX", 0)
    fflush(nil)
    guard let stream = popen(command, "w") else { return false }
    // The pager reads the keys, and what it does with Ctrl-C is its own affair.
    let former = (signal(SIGINT, SIG_IGN), signal(SIGPIPE, SIG_IGN))
    fputs(text, stream)
    let status = pclose(stream)
    signal(SIGINT, former.0)
    signal(SIGPIPE, former.1)
    // The shell's words for a command that is not there, or cannot be run.
    return status >> 8 != 127 && status >> 8 != 126
  }
}
