import ArgumentParser
import NBReadModel
import NBSources

/// `nbtrack rebuild`.
struct RebuildCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rebuild",
    abstract: "Make all projections anew from the log.",
    discussion: """
      EXAMPLES:
        nbtrack rebuild

      Readers go on with the old rows until the new ones are complete. After a
      change of version the next command that reads projections does this by
      itself.

      EXIT STATUS:
        0 done, 1 failed, 5 database busy, 6 database of a newer version,
        64 wrong usage
      """)

  @OptionGroup var database: DatabaseOptions

  func run() throws {
    let log = try database.openLog(.write)
    let progress = Progress(unit: .events)
    let head = try log.head()
    progress.begin("rebuild", total: head.position)
    try ReadModel.rebuild(log) { progress.update(Int64($0)) }
    progress.end()
    let output = StandardOutput()
    try output.write("rebuilt events=\(head.position) head=\(head.digest.hex)\n")
    try output.flush()
  }
}
