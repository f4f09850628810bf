import ArgumentParser
import NBReadModel
import NBSources

/// `nbtrack catalog`.
struct CatalogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "catalog",
    abstract: "Tell which flavors are CPU, GPU or NPU.",
    subcommands: [CatalogImportCommand.self])
}

/// `nbtrack catalog import`.
struct CatalogImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Read a ListFlavors answer: rows in `data` or `flavors`.",
    discussion: """
      EXAMPLES:
        nbtrack catalog import flavors.json

      A class from the catalogue replaces a guess from the flavor's id.

      EXIT STATUS:
        0 done, 1 failed (no such file, or no ListFlavors answer),
        5 database busy, 64 wrong usage
      """)

  @Argument(help: "A ListFlavors answer, or - for standard input.") var file: String
  @OptionGroup var database: DatabaseOptions

  func run() throws {
    let flavors: [FlavorCatalog.Flavor]
    do {
      flavors = try FlavorCatalog.parse(try TextFile.read(file))
    } catch let fault as FlavorCatalog.Fault {
      throw CommandFailure(.failed, "\(file): \(fault.reason)", hint: "It takes the answer of ListFlavors as it is.")
    }
    let log = try database.openToAppend()
    let result = try FlavorCatalog.store(flavors, in: log)
    let output = StandardOutput()
    try output.write("flavors=\(flavors.count) added=\(result.added) changed=\(result.changed)\n")
    try output.flush()
  }
}
