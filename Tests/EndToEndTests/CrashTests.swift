import Glibc
import Testing

/// What is left when ingest is killed.
struct CrashTests {
  let work = Workspace()

  @Test func `killed at twenty random moments and run again, it ends as one undisturbed run does`() {
    let arguments = ["ingest", "--batch", "50", Samples.day]
    let calm = Workspace()
    let undisturbed = Tool.run(Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + calm.database])
    #expect(undisturbed.status == 0)
    var random = SystemRandomNumberGenerator()
    var killed = 0
    for round in 0..<20 {
      let child = Tool.start(Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + work.database])
      child.closeInput()
      // Later and later, so that some kills meet the creation, most a batch, and some the end.
      usleep(UInt32.random(in: 0...UInt32(20_000 + round * 20_000), using: &random))
      child.send(SIGKILL)
      if child.finishReading() == .signalled(SIGKILL) { killed += 1 }
      if let events = work.events {
        #expect(work.nbtrack("verify").status == 0, "after \(events) events")
      }
    }
    #expect(killed > 0)
    let last = Tool.run(Tool.nbtrack, arguments, environment: ["NBTRACK_DB=" + work.database])
    #expect(last.status == 0)
    #expect(last.value("head") == undisturbed.value("head"))
    #expect(work.nbtrack("verify").status == 0)
    #expect(work.projections() == calm.projections())
  }

  @Test func `a rebuild that is killed leaves the old rows`() {
    work.nbtrack("ingest", Samples.day)
    let before = work.projections()
    for delay in [0, 20_000, 60_000, 120_000] as [UInt32] {
      let child = work.start("rebuild")
      usleep(delay)
      child.send(SIGKILL)
      _ = child.finishReading()
      #expect(work.projections() == before)
    }
    #expect(work.nbtrack("rebuild").status == 0)
    #expect(work.projections() == before)
  }
}
