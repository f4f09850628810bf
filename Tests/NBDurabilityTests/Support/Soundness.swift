import NBEventLog
import NBReadModel
import NBSQLite
import NBTestFiles

/// What every database has to be after a failure, whatever failed.
struct Soundness {
  /// What a workload that nothing disturbs goes through.
  let milestones: [Workload.Milestone]
  let workload: Workload
  private let heads: Set<String>

  /// Runs the workload undisturbed, to know its heads.
  init(_ workload: Workload) throws {
    self.workload = workload
    let directory = TemporaryDirectory()
    for (name, bytes) in workload.start { directory.write(bytes, to: name) }
    var milestones: [Workload.Milestone] = []
    if !workload.start.isEmpty {
      let log = try EventLog.open(path: directory.file(Workload.database), access: .read)
      milestones.append(Workload.Milestone(head: try log.head(), backups: []))
    } else {
      milestones.append(Workload.Milestone(head: LogHead(position: 0, digest: .zero), backups: []))
    }
    try workload.run(in: directory) { milestones.append($0) }
    self.milestones = milestones
    heads = Set(milestones.map { $0.head.digest.hex })
  }

  /// Opens the database and looks: whole, verified, everything there that was acknowledged, no half batch, projections
  /// as the log gives them; and the same input again ends in the same head.
  ///
  /// - Parameter acknowledged: the last milestone that was reached.
  /// - Throws: `Unsound`, or what the store throws.
  func check(_ directory: TemporaryDirectory, acknowledged: Int) throws {
    let promised = milestones[acknowledged]
    if promised.isErased { try expectErased(in: directory) }
    do {
      let log = try ReadModel.open(path: directory.file(Workload.database), access: .create, busyTimeout: 0)
      let head = try log.head()
      guard heads.contains(head.digest.hex) else { throw Unsound("half a batch: \(head.position) events") }
      guard head.position >= promised.head.position else {
        throw Unsound("\(promised.head.position) events were acknowledged, \(head.position) are there")
      }
      try verify(log, head)
    }
    for name in promised.backups {
      let copy = try EventLog.open(path: directory.file(name), access: .read, busyTimeout: 0)
      try verify(copy, try copy.head())
    }
    let end = try workload.complete(in: directory)
    guard end == milestones.last?.head else { throw Unsound("the same input again ends at \(end.position), elsewhere") }
    let log = try ReadModel.open(path: directory.file(Workload.database), access: .read, busyTimeout: 0)
    try verify(log, end)
    // The same input brought it once more, and the log knew it.
    if milestones.last?.isErased == true { try expectErased(in: directory) }
  }

  private func expectErased(in directory: TemporaryDirectory) throws {
    let names = directory.files(holding: Workload.secret)
    guard names.isEmpty else { throw Unsound("what was erased is in \(names)") }
  }

  private func verify(_ log: EventLog, _ head: LogHead) throws {
    let found = try Verification(log).run()
    guard found == .intact(head, .equal) else { throw Unsound("verify says: \(found)") }
  }
}
