import ArgumentParser
import NBFleet
import NBReadModel
import NBReports
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// `nbtrack merge`.
struct MergeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge",
    abstract: "Make a database to ask of the rows that fold made.",
    discussion: """
      EXAMPLES:
        nbtrack merge fleet.db rows/ manifest.jsonl
        nbtrack merge week.db --from 2026-11-16 --until 2026-11-22 rows/

      Answers every named question, reports and SQL of your own. It has no log:
      history, questions as of an earlier time, export and verify say so, and
      `nbtrack unpack` gives them for chosen notebooks. Days come in any order;
      a merged database that is there is replaced as a whole, its flavor
      catalogue is kept.

      EXIT STATUS:
        0 done, 1 failed (a source could not be read; the file holds a log),
        4 rows were cut, or do not go together, 5 database busy,
        6 rows of another version, 64 wrong usage
      """)

  @Argument(help: "The database to make.", completion: .file()) var database: String
  @Argument(
    help: ArgumentHelp(
      "Rows, the manifest and rejects: files, directories, or - for standard input.", valueName: "source"),
    completion: .file())
  var sources: [String] = ["-"]
  @Option(help: ArgumentHelp("Attempts and exposure of this day and later ones alone.", valueName: "day"))
  var from: DayArgument?
  @Option(help: ArgumentHelp("And of this day and earlier ones.", valueName: "day"))
  var until: DayArgument?

  func validate() throws {
    if let from, let until, until.day < from.day { throw ValidationError("--until is before --from") }
    guard sources.filter({ $0 == "-" }).count <= 1 else { throw ValidationError("- can be read once") }
  }

  func run() throws {
    let exists = access(database, F_OK) == 0
    if exists, try !FleetMerge.mayReplace(database) {
      throw CommandFailure(
        .failed, "\(database) holds a log, which is never replaced", hint: "Name another file to merge into.")
    }
    let list = SourceList.expand(sources)
    if let failure = list.failures.first { throw failure }
    let partial = "\(database).\(getpid())-\(UInt32.random(in: 0 ... .max)).partial"
    do {
      let result = try merge(list, into: partial, exists: exists)
      try publish(partial)
      let output = StandardOutput()
      try output.write(
        "merged streams=\(result.streams) events=\(result.events) through=\(result.through.date)"
          + " head=\(result.head?.hex ?? "-")\n")
      try output.flush()
    } catch {
      for suffix in ["", "-wal", "-shm", "-journal"] { unlink(partial + suffix) }
      throw error
    }
  }

  private func merge(_ list: SourceList, into partial: String, exists: Bool) throws -> FleetMerge.Result {
    let window = (from?.day ?? Day(.min))...(until?.day ?? Day(.max))
    let merge = try FleetMerge(path: partial, recordedAt: Clock.now, window: window)
    var reader = FleetLineReader()
    for source in list.sources {
      try LineSource(source).forEach { try merge.take(reader.read($0)) }
    }
    return try merge.finish(catalogFrom: exists ? database : nil)
  }

  /// Gives the file its name, once it is on the disk.
  private func publish(_ partial: String) throws {
    synchronize(partial, O_RDONLY)
    guard rename(partial, database) == 0 else {
      throw CommandFailure(
        .failed, "the merged database cannot be named \(database): \(String(cString: strerror(errno)))")
    }
    synchronize(database.lastIndex(of: "/").map { String(database[...$0]) } ?? ".", O_RDONLY | O_DIRECTORY)
  }

  private func synchronize(_ path: String, _ flags: Int32) {
    let descriptor = open(path, flags | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}
