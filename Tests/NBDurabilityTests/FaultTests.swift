import NBBasics
import NBSQLite
import NBSQLiteFaults
import NBTestFiles
import NBTestHistories
import Testing

@testable import NBCommands

/// Every call of a workload to the file system fails once, in every way.
@Suite(.serialized) struct FaultTests {
  private static let faults = FaultVFS(name: "every-call", waitsForDisk: false)

  /// A way to fail the n-th call.
  struct Way: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The kinds of errors that it may end in.
    let kinds: [Failure.Kind]
    let plan: @Sendable (Int) -> FaultPlan

    static let all = [
      Way(testDescription: "one call fails", kinds: [.inputOutput, .cannotOpen]) {
        FaultPlan(nil, successes: $0)
      },
      Way(testDescription: "a call fails and the disk is gone", kinds: [.inputOutput, .cannotOpen]) {
        FaultPlan(nil, successes: $0, isLasting: true)
      },
      Way(testDescription: "the disk is full", kinds: [.full]) { .fullDisk(afterWrites: $0) },
      Way(testDescription: "one write finds no room", kinds: [.full]) {
        FaultPlan(.write, successes: $0, code: FaultPlan.fullDisk(afterWrites: 0).code)
      },
      Way(testDescription: "a sync fails", kinds: [.inputOutput]) { FaultPlan(.sync, successes: $0) },
      Way(testDescription: "a sync fails and the disk is gone", kinds: [.inputOutput]) { .failedSync(after: $0) },
      Way(
        testDescription: "a read ends early",
        kinds: [.inputOutput, .corrupt, .notADatabase, .foreignDatabase(applicationID: 0)]
      ) { .shortRead(after: $0) },
    ]
  }

  private static func name(_ kind: Failure.Kind) -> String {
    String("\(kind)".prefix { $0 != "(" })
  }

  /// - Returns: in how many of the runs the plan failed something, and how many of those ended in an error.
  private func failEvery(
    _ way: Way, of workload: Workload, _ soundness: Soundness, stride: Int
  ) throws -> (met: Int, errors: Int) {
    var met = 0
    var errors = 0
    var number = 0
    while true {
      let directory = TemporaryDirectory()
      for (name, bytes) in workload.start { directory.write(bytes, to: name) }
      var reached = 0
      var failure: Failure?
      Self.faults.set(way.plan(number))
      do {
        try Connection.$fileSystem.withValue(Self.faults.name) {
          try workload.run(in: directory) { _ in reached += 1 }
        }
      } catch let error as Failure {
        failure = error
      } catch let error as DamagedCopy {
        // What cannot be read right is not called a backup.
        #expect(way.kinds.contains(.corrupt), "\(way.testDescription), call \(number): \(error)")
        errors += 1
      }
      let hasFailed = Self.faults.hasFailed
      Self.faults.set(nil)
      guard hasFailed else { return (met, errors) }
      met += 1
      if let failure {
        errors += 1
        #expect(
          way.kinds.contains { Self.name($0) == Self.name(failure.kind) },
          "\(way.testDescription), call \(number): \(failure.kind): \(failure.message)")
        #expect(!failure.message.isEmpty && !failure.hint.isEmpty, "call \(number): \(failure)")
        #expect(CommandFailure(failure).status == .failed)
      }
      do {
        try Connection.$fileSystem.withValue(Self.faults.name) {
          try soundness.check(directory, acknowledged: reached)
        }
      } catch {
        Issue.record("\(way.testDescription), call \(number), after step \(reached): \(error)")
      }
      number += stride
    }
  }

  @Test(arguments: Way.all)
  func `whichever call fails, the error is clear, what was acknowledged is there, and the next run completes it`(
    _ way: Way
  ) throws {
    var all = 0
    for (name, workload) in [("life", Workload.life), ("upgrade", try Workload.upgrade())] {
      let soundness = try Soundness(workload)
      let (met, errors) = try failEvery(
        way, of: workload, soundness, stride: Thoroughness.pick(sample: name == "life" ? 41 : 97, full: 1))
      all += errors
      Thoroughness.report("faults, \(name), \(way.testDescription): \(met) calls failed, \(errors) ended in an error")
    }
    #expect(all > 0)
  }
}
