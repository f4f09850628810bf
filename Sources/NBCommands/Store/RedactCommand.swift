import ArgumentParser
import NBBasics
import NBEventLog
import NBObservations
import NBReadModel
import NBReports
import NBSources

/// `nbtrack redact`.
struct RedactCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact",
    abstract: "Erase personal or secret values from the database after the fact.",
    discussion: """
      EXAMPLES:
        nbtrack redact --user ann --reason "asked to be forgotten" --dry-run
                                         say from how much it would erase
        nbtrack redact --path description --path user.name --reason "policy"
        nbtrack redact --instance f9937afa --reason "names of a customer"
                                         all but what questions about time need
        nbtrack redact --text-from secret.txt --reason "a password leaked"
                                         one text, wherever it stands
        nbtrack redact --purge           only write the files anew

      A value becomes [redacted], in the stored answers, in what follows from
      them and in rejects; identities and heads stay, and the log gets an entry
      that says what kind of value went. Then the file is written anew, so that
      its bytes are gone. Backups, exports and other copies keep theirs.

      EXIT STATUS:
        0 done, or there was nothing to erase, 1 failed, 5 database busy: when
        it says that only readers are in the way, --purge ends it; 64 wrong usage
      """)

  @Option(help: ArgumentHelp("Who this user is, by id or name.", valueName: "user")) var user: String?
  @Option(
    help: ArgumentHelp("The value at this place of a body, such as user.name; may be repeated.", valueName: "path"))
  var path: [String] = []
  @Option(
    help: ArgumentHelp("The text in the first line of this file, - for standard input.", valueName: "file"),
    completion: .file())
  var textFrom: String?
  @Option(help: ArgumentHelp("Of this instance alone; without another choice all that can go.", valueName: "notebook"))
  var instance: String?
  @Option(help: "The region, where several have such an instance.") var region: String?
  @Option(help: "The project, where several have such an instance.") var project: String?
  @Option(help: ArgumentHelp("Why, without the value, for whoever reads the log later.", valueName: "text"))
  var reason: String?
  @Flag(help: "Say from how much something would be erased, and write nothing.") var dryRun = false
  @Flag(help: "Only write the file anew and empty the write-ahead log.") var purge = false
  @OptionGroup var database: DatabaseOptions

  func validate() throws {
    let given = [user != nil, !path.isEmpty, textFrom != nil].filter { $0 }.count
    if purge {
      guard given == 0, instance == nil, !dryRun else { throw ValidationError("--purge stands alone") }
      return
    }
    guard given == 1 || (given == 0 && instance != nil) else {
      throw ValidationError("give one of --user, --path, --text-from, --instance and --purge")
    }
    guard let reason, reason.contains(where: { !$0.isWhitespace }), reason.utf8.count <= 4096 else {
      throw ValidationError("--reason takes some words, at most 4096 bytes")
    }
    for path in path where MemberPath(text: path) == nil {
      throw ValidationError("'\(path)' is no path such as user.name; the id of an instance stays")
    }
    guard user != "" else { throw ValidationError("--user takes an id or a name") }
  }

  func run() throws {
    let log = try database.openToChange()
    if purge { return try clean(log) }
    let key = try instance.map { try InstanceNames.find($0, region: region, project: project, in: log).key }
    let rule = try rule()
    try log.overwriteWhatGoes()
    let (result, erased) = try LogWriter(log).redact(
      rule, of: key, reason: reason ?? "", recordedAt: Clock.now, isDryRun: dryRun)
    let output = StandardOutput()
    let counts = "answers=\(erased.erasures.count) instances=\(erased.streams.count) rejects=\(erased.rejects)"
    if dryRun {
      try output.write("dry run, nothing was written: \(counts)\n")
      return try output.flush()
    }
    if !erased.erasures.isEmpty || erased.rejects > 0 { try clean(log) }
    try output.write("redacted \(counts) head=\(result.head.digest.hex)\n")
    try output.flush()
    if erased.erasures.isEmpty, erased.rejects == 0 { StandardError.write("nbtrack: nothing to erase") }
  }

  private func rule() throws -> ErasureRule {
    if let user { return .user(user) }
    if !path.isEmpty { return .paths(path.compactMap(MemberPath.init(text:))) }
    guard let textFrom else { return .everythingElse }
    let line = try TextFile.read(textFrom).prefix { $0 != UInt8(ascii: "\n") && $0 != UInt8(ascii: "\r") }
    guard line.count >= 4 else {
      throw CommandFailure(
        .failed, "the first line of \(textFrom) is shorter than 4 bytes: such a text stands in any other",
        hint: "Name the place with --path instead.")
    }
    return .text(String(decoding: line, as: UTF8.self))
  }

  private func clean(_ log: EventLog) throws {
    guard try log.purge() else {
      throw CommandFailure(
        .busy, "the values are erased, but others still read the database, and its files hold the old bytes until then",
        hint: "Run `nbtrack redact --purge` when they have ended.")
    }
  }
}
