import NBFleet
import NBSources

/// `verify --manifest`: that runs follow from each other, that a fleet had a head, that the blocks of a run are its.
struct ManifestCheck {
  let path: String
  /// The run whose blocks are checked; nil: none.
  let run: String?
  let sources: [String]
  /// 64 hex digits of a head that is looked for.
  let head: String?

  func perform() throws {
    let runs = try ManifestFile.read(path)
    let output = StandardOutput()
    let events = runs.reduce(0) { $0 + $1.events }
    try output.write("ok runs=\(runs.count) events=\(events) head=\(runs.last?.head.hex ?? "-")\n")
    try output.flush()
    if let head {
      guard let found = runs.first(where: { $0.head.hex == head.lowercased() }) else {
        throw CommandFailure(.integrityViolated, "the fleet never had the head \(head)")
      }
      try output.write("head=\(head) run=\(found.run) name=\(found.name)\n")
    }
    if let run {
      guard let entry = runs.first(where: { $0.name == run }) else {
        throw CommandFailure(.integrityViolated, "there is no run \(run) in \(path)")
      }
      let found = RunEntry(
        name: run, behind: runs.first { $0.run == entry.run - 1 },
        try ManifestFile.leaves(sources.isEmpty ? ["-"] : sources))
      guard found == entry else {
        throw CommandFailure(
          .integrityViolated,
          "the blocks of run \(run) are not those of the manifest: \(found.blocks) blocks, root \(found.root.hex)",
          hint: "The manifest has \(entry.blocks) blocks, root \(entry.root.hex).")
      }
      try output.write("run=\(run) blocks=\(entry.blocks) root=\(entry.root.hex)\n")
    }
    try output.flush()
  }
}
