import ArgumentParser
import NBBasics
import NBObservations
import NBReadModel
import NBSources

/// `nbtrack verify`.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Recompute identities, chain, positions and every projection, and compare.",
    discussion: """
      EXAMPLES:
        nbtrack verify                prints: ok events=12000 head=9f3c…, and
                                      the number of voids where there are any
        nbtrack verify --head 9f3c…   at which position the log had this head

      Nothing is written. Projections that another version made are not compared:
      the next command that reads them rebuilds them.

      EXIT STATUS:
        0 intact, 4 something differs (or the log never had that head)
      """)

  @OptionGroup var database: DatabaseOptions

  @Option(help: ArgumentHelp("A head printed earlier: 64 hex digits.", valueName: "hex"))
  var head: String?

  func validate() throws {
    guard let head else { return }
    guard Hex.bytes(head).flatMap(Digest.init(bytes:)) != nil else {
      throw ValidationError("--head takes the 64 hex digits of a head")
    }
  }

  func run() throws {
    let log = try database.openLog()
    let verification = Verification(log)
    let progress = Progress(unit: .events)
    // A head that cannot be read is for verify to tell.
    progress.begin("verify", total: try? log.head().position)
    let result = try verification.run { progress.update(Int64($0)) }
    progress.end()
    let output = StandardOutput()
    switch result {
    case .violated(let problem):
      try output.write("violated: \(problem)\n")
      try output.flush()
      throw CommandFailure(.integrityViolated)
    case .intact(let current, let projections):
      let voids = try log.voidCounts()
      let voided = voids.voids > 0 ? " voids=\(voids.voids) voided=\(voids.events)" : ""
      try output.write("ok events=\(current.position - voids.voids) head=\(current.digest.hex)\(voided)\n")
      if projections == .outdated {
        StandardError.write(
          """
          nbtrack: the projections were made by another version and were not compared
          Run `nbtrack rebuild`, or leave it to the next command that reads them.
          """)
      }
    }
    if let head, let digest = Hex.bytes(head).flatMap(Digest.init(bytes:)) {
      guard let position = try verification.position(ofHead: digest) else {
        try output.write("the log never had the head \(digest.hex)\n")
        try output.flush()
        throw CommandFailure(.integrityViolated)
      }
      try output.write("head=\(digest.hex) position=\(position)\n")
    }
    try output.flush()
  }
}
