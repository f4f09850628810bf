/// The samples' fleet with its catalogue in one database that tests only read.
enum Fleet {
  static let work: Workspace = {
    let work = Workspace()
    let outcome = work.nbtrack("ingest", Samples.path("fleet"))
    precondition(outcome.status == 0, "the fleet cannot be ingested: \(outcome.errors)")
    work.nbtrack("catalog", "import", Samples.path("flavors/flavors.json"))
    return work
  }()

  static func nbtrack(_ arguments: [String], environment: [String] = []) -> Outcome {
    Tool.run(Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + work.database] + environment, input: [])
  }
}

extension Workspace: @unchecked Sendable {}
