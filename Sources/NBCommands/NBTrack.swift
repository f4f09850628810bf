import ArgumentParser
import NBBasics

/// `nbtrack`: keeps and questions the log.
package struct NBTrack: ParsableCommand {
  /// The command's name, help text, version and subcommands.
  package static let configuration = CommandConfiguration(
    commandName: "nbtrack",
    abstract: "Record every notebook API response; tell how long starts take, what fails and what costs money.",
    discussion: """
      EXAMPLES:
        nbtrack ingest polls.jsonl       append the answers of a file to the log
        nbtrack status                   every instance as it is
        nbtrack history f9937afa         the life of one: starts, steps, gaps
        nbtrack why vision-train-01      its latest start beside comparable ones
        nbtrack changes                  what became slower, and since when
        nbtrack query step-latency --step 2 --flavor-class gpu
                                         how long step 2 takes on GPU flavors
        nbtrack query exposure --week 2026-W47
                                         billable hours
        nbtrack verify                   check the log and everything derived from it

      COMPLETION:
        nbtrack --generate-completion-script bash   (or zsh, fish)

      EXIT STATUS:
        0 done, 1 failed, 2 done but input was rejected, 3 a gate tripped,
        4 integrity violated, 5 database busy, 6 database of a newer version,
        64 wrong usage, 130 interrupted
      """,
    version: Version.text,
    subcommands: [
      InitCommand.self, IngestCommand.self, WatchCommand.self, RejectsCommand.self, StatusCommand.self,
      HistoryCommand.self,
      WhyCommand.self, ChangesCommand.self, QueryCommand.self, VerifyCommand.self, RebuildCommand.self,
      VoidCommand.self, RedactCommand.self, BackupCommand.self, InfoCommand.self, CatalogCommand.self,
      ExportCommand.self,
      PackCommand.self, FoldCommand.self, MergeCommand.self, UnpackCommand.self, SealCommand.self,
    ])

  /// Makes the command with default values, for the parser to fill.
  package init() {}
}

/// The version of the product.
package enum Version {
  /// The version as `--version` prints it: major.minor.patch.
  package static let text = "0.1.0"

  /// When it was released. A clock that is before it is wrong.
  static let releasedAt = Instant(milliseconds: 1_795_219_200_000)
}
