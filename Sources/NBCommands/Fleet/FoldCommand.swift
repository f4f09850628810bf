import ArgumentParser
import NBFleet
import NBSources

/// `nbtrack fold`.
struct FoldCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fold",
    abstract: "Make rows of blocks, and states from which the next day goes on.",
    discussion: """
      EXAMPLES:
        zstdcat blocks/*.zst | LC_ALL=C sort |
          nbtrack fold --through 2026-11-17 > rows.jsonl
        nbtrack fold --schema            columns of the rows, by type

      A filter without a database, for fleets that need more than one machine:
      docs/fleet.md. Standard input holds blocks, and states of an earlier
      fold, those of a notebook together in any order. What it writes ends with
      a line of counts, without which it was cut.

      EXIT STATUS:
        0 done, 2 done, but blocks of days before a state or behind --through
        were reported as `late` and their notebooks left out, 4 input that was
        cut or changed, 6 states of another version, 64 wrong usage
      """)

  @Option(help: ArgumentHelp("The last day that is folded.", valueName: "day"))
  var through: DayArgument?
  @Option(help: ArgumentHelp("Pass over blocks of earlier days that the states hold.", valueName: "day"))
  var since: DayArgument?
  @Option(help: "Write states after the last day, or daily.")
  var checkpoints = FoldRequest.Checkpoints.last
  @Flag(help: "The blocks were selected: the last lines of pack do not count them.")
  var selection = false
  @Flag(help: "Print the columns of each type of line, and read nothing.")
  var schema = false

  func validate() throws {
    guard schema || through != nil else { throw ValidationError("--through is needed") }
    if let through, let since, since.day > through.day {
      throw ValidationError("--since is after --through")
    }
  }

  func run() throws {
    let output = StandardOutput()
    guard let through, !schema else {
      for line in FleetSchema.lines { try output.write(line + "\n") }
      return try output.flush()
    }
    var fold = FleetFold(
      FoldRequest(through: through.day, since: since?.day, checkpoints: checkpoints, isSelection: selection)
    ) { lines in
      try lines.withUnsafeBytes { try output.write($0) }
    }
    try LineSource(.standardInput).forEach { try fold.take($0) }
    try fold.finish()
    try output.flush()
    if fold.summary.late > 0 {
      StandardError.write(
        "nbtrack: \(fold.summary.late) late block\(fold.summary.late == 1 ? "" : "s"): fold again from their first day")
      throw CommandFailure(.rejected)
    }
  }
}
