import NBSQLite
import NBSQLiteFaults
import NBTestFiles
import NBTestHistories
import Testing

/// A sync that failed: what it was to make durable never is, however well the next one goes.
@Suite(.serialized) struct FailedSyncTests {
  private static let faults = FaultVFS(name: "failed-sync", waitsForDisk: false)

  @Test func `a program that goes on after a failed sync has written again what it then acknowledges`() throws {
    let workload = Workload.life
    let soundness = try Soundness(workload)
    var random = SeededRandom(3)
    var states = 0
    var number = 0
    while true {
      let directory = TemporaryDirectory()
      let recording = FileRecording()
      var reached = 0
      Self.faults.set(FaultPlan(.sync, successes: number))
      Self.faults.record(in: recording)
      try Connection.$fileSystem.withValue(Self.faults.name) {
        try workload.run(in: directory, triesAgain: true, folderSynced: recording.syncDirectory) { _ in
          reached += 1
          recording.acknowledge(reached)
        }
      }
      let hasFailed = Self.faults.hasFailed
      Self.faults.record(in: nil)
      Self.faults.set(nil)
      guard hasFailed else { break }
      #expect(reached == workload.steps.count)
      states += try cut(recording, soundness, sync: number, &random)
      number += Thoroughness.pick(sample: 7, full: 1)
    }
    #expect(number > 10)
    Thoroughness.report("failed syncs: \(number) failed, the run went on, \(states) power cuts after it")
  }

  /// Cuts the power at some moments after the failure.
  private func cut(
    _ recording: FileRecording, _ soundness: Soundness, sync: Int, _ random: inout SeededRandom
  ) throws -> Int {
    let entries = recording.entries
    let failed = try #require(
      entries.firstIndex {
        if case .failedSync = $0.change { true } else { false }
      })
    let moments = Set(
      (0..<Thoroughness.pick(sample: 2, full: 12)).map { _ in failed + random.below(entries.count - failed) })
    var disk = SimulatedDisk()
    var states = 0
    for (index, entry) in entries.enumerated() {
      disk.apply(entry)
      guard moments.contains(index) || index == entries.count - 1 else { continue }
      for fate in [PowerCut.dropped, .scattered] {
        let files = disk.files(after: fate, using: &random)
        states += 1
        Connection.$fileSystem.withValue(Self.faults.name) {
          let directory = TemporaryDirectory()
          for (name, bytes) in files { directory.write(bytes, to: name) }
          do {
            try soundness.check(directory, acknowledged: disk.acknowledged)
          } catch {
            Issue.record("sync \(sync) failed, power lost after operation \(index + 1), \(fate): \(error)")
          }
        }
      }
    }
    return states
  }
}
