import Glibc
import Testing

/// `ingest --follow` reads on while a file grows and ends in good order.
struct FollowTests {
  let work = Workspace()

  @Test(arguments: [SIGTERM, SIGINT])
  func `a signal ends it with status 0 and everything acknowledged`(_ signal: Int32) {
    work.folder.write(Samples.polls(3), to: "polls.jsonl")
    let child = work.start("ingest", "--follow", work.folder.file("polls.jsonl"))
    work.waitForEvents(3)
    work.folder.append(Samples.polls(2, from: 3), to: "polls.jsonl")
    // Half a line is not read yet.
    work.folder.append(#"{"observed_at":1,"#, to: "polls.jsonl")
    work.waitForEvents(5)
    child.send(signal)
    #expect(child.finishReading() == .exited(0))
    let summary = String(decoding: child.standardOutput, as: UTF8.self)
    #expect(summary.hasPrefix("observations=5 appended=5 duplicates=0 rejected=0 instances=1 positions=1-5 "))
    #expect(work.nbtrack("verify").output.hasPrefix("ok events=5 "))
  }

  @Test func `standard input that ends, ends it`() {
    let outcome = work.nbtrack("ingest", "--follow", "-", input: Samples.polls(4))
    #expect(outcome.status == 0)
    #expect(outcome.value("appended") == "4")
  }
}
