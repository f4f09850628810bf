import NBSQLite
import NBSQLiteFaults
import NBTestFiles
import NBTestHistories
import Testing

/// Power is lost after every operation of a workload, in every way that a disk may meet it.
@Suite(.serialized) struct PowerCutTests {
  private static let recorder = FaultVFS(name: "power-cut", waitsForDisk: false)

  /// What the workload does to files, and what it was promised meanwhile.
  private func record(_ workload: Workload) throws -> FileRecording {
    let directory = TemporaryDirectory()
    for (name, bytes) in workload.start { directory.write(bytes, to: name) }
    let recording = FileRecording()
    Self.recorder.record(in: recording)
    defer { Self.recorder.record(in: nil) }
    var reached = 0
    try Connection.$fileSystem.withValue(Self.recorder.name) {
      try workload.run(in: directory, folderSynced: recording.syncDirectory) { _ in
        reached += 1
        recording.acknowledge(reached)
      }
    }
    return recording
  }

  /// Tries the states in which power can be lost; every `stride`th of them in a sample.
  ///
  /// - Returns: how many different states were tried.
  private func cut(_ name: String, _ workload: Workload, repeats: Int, stride: Int) throws -> Int {
    let soundness = try Soundness(workload)
    let recording = try record(workload)
    #expect(recording.entries.last?.acknowledged ?? 0 > 0)
    var random = SeededRandom(UInt64(stride))
    var disk = SimulatedDisk(workload.start)
    var seen: Set<Int> = []
    var tried = 0
    for (index, entry) in recording.entries.enumerated() {
      disk.apply(entry)
      for fate in PowerCut.allCases {
        for _ in 0..<(fate == .dropped || fate == .kept ? 1 : repeats) {
          let files = disk.files(after: fate, using: &random)
          var hasher = Hasher()
          hasher.combine(files)
          hasher.combine(disk.acknowledged)
          guard seen.insert(hasher.finalize()).inserted, seen.count % stride == 0 else { continue }
          tried += 1
          Connection.$fileSystem.withValue(Self.recorder.name) {
            let directory = TemporaryDirectory()
            for (name, bytes) in files { directory.write(bytes, to: name) }
            do {
              try soundness.check(directory, acknowledged: disk.acknowledged)
            } catch {
              Issue.record("\(name), after operation \(index + 1), \(fate): \(error)")
            }
          }
        }
      }
    }
    Thoroughness.report(
      "power cut, \(name): \(recording.entries.count) operations, \(seen.count) different states, \(tried) tried")
    return tried
  }

  @Test
  func `wherever power is lost in the life of a database, it opens, verifies, holds what was acknowledged and goes on`()
    throws
  {
    let tried = try cut(
      "life", .life, repeats: Thoroughness.pick(sample: 2, full: 8), stride: Thoroughness.pick(sample: 41, full: 1))
    #expect(tried > 20)
  }

  @Test
  func `wherever power is lost while an earlier release's database is upgraded, it is the old one or the new one`()
    throws
  {
    let tried = try cut(
      "upgrade", .upgrade(), repeats: Thoroughness.pick(sample: 2, full: 8),
      stride: Thoroughness.pick(sample: 61, full: 1))
    #expect(tried > 5)
  }
}
