import ArgumentParser
import NBEventLog
import NBReadModel

/// `nbtrack init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Create an empty database, and choose how it keeps users.",
    discussion: """
      EXAMPLES:
        nbtrack init --pseudonymise      users as keyed fingerprints, whoever
                                         appends later
        nbtrack init                     users by name

      The first ingest or watch creates a database too; init is for those who want
      the choice made before a poller starts. A choice that was made stays.

      EXIT STATUS:
        0 done, 1 failed: the database was made with the other choice, 5 busy
      """)

  @Flag(help: "Replace ids and names of users by keyed fingerprints.") var pseudonymise = false
  @OptionGroup var database: DatabaseOptions

  func run() throws {
    let log = try database.openToAppend()
    let chosen = try log.settledPseudonymising(pseudonymise)
    StandardError.write("\(database.resolvedPath) keeps users \(chosen ? "as fingerprints" : "by name")")
  }
}
