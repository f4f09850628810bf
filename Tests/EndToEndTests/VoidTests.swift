import NBTestFiles
import Testing

/// Taking back what should not have come.
struct VoidTests {
  let work = Workspace()

  @Test func `a wrong file is taken back, and every answer is as before it came`() throws {
    work.nbtrack("ingest", Samples.day)
    let before = work.projections()
    let status = work.nbtrack("status").output
    let wrong = work.nbtrack("ingest", Samples.path("fleet/2026-W46.jsonl.gz"))
    let head = try #require(wrong.value("head"))
    let positions = try #require(wrong.value("positions"))
    #expect(work.projections() != before)

    let dry = work.nbtrack("void", "--positions", positions, "--reason", "another fleet", "--dry-run")
    #expect(dry.status == 0)
    #expect(dry.output.contains("dry run, nothing was written\n  events     "))
    #expect(dry.output.contains("\n  observed   2026-"))
    #expect(work.nbtrack("verify").value("head") == head)

    let void = work.nbtrack("void", "--positions", positions, "--reason", "another fleet")
    #expect(void.status == 0, "\(void.errors)")
    #expect(void.value("positions") == positions)
    #expect(work.projections() == before)
    #expect(work.nbtrack("status").output == status)
    let verified = work.nbtrack("verify", "--head", head)
    #expect(verified.status == 0)
    #expect(verified.value("voids") == "1")
    #expect(verified.value("voided") == void.value("events"))

    let again = work.nbtrack("void", "--positions", positions, "--reason", "another fleet")
    #expect(again.status == 0)
    #expect(again.value("entries") == "-")
    #expect(again.errors == "nbtrack: already void, nothing to take back\n")
    #expect(work.nbtrack("ingest", Samples.path("fleet/2026-W46.jsonl.gz")).value("appended") == "0")
    #expect(work.projections() == before)

    let copy = work.nbtrack(on: "copy.db", "ingest", "-", input: work.nbtrack("export").output)
    #expect(copy.value("head") == void.value("head"))
    #expect(work.projections(of: "copy.db") == before)
  }

  @Test func `events are chosen by the time of their recording, or by their transaction`() {
    work.nbtrack("ingest", "-", input: Samples.polls(3))
    work.nbtrack("ingest", "-", "--allow-any-time", input: Samples.polls(4, id: "b", from: 3))
    let before = work.nbtrack("status").output
    work.nbtrack("ingest", "-", input: Samples.polls(2, id: "c", from: 7))
    #expect(work.nbtrack("void", "--source-commit", "9", "--reason", "r").value("positions") == "8-9")
    #expect(work.nbtrack("status").output == before)
    #expect(work.nbtrack("history", "c", "--events", "--format", "csv").output.contains("void since position 10"))
    let all = work.nbtrack("void", "--recorded-since", "2020-01-01T00:00:00Z", "--reason", "r")
    #expect(all.value("positions") == "1-7")
    #expect(all.value("already") == "2")
    let info = work.nbtrack("info", "--format", "csv").output
    for row in ["events,9", "instances,0", "voids,2", "voided_events,9", "first_observed_at,"] {
      #expect(info.contains("\n\(row)\n"), "\(row)")
    }
  }

  @Test func `what cannot be taken back is said`() {
    work.nbtrack("ingest", "-", input: Samples.polls(3))
    let behind = work.nbtrack("void", "--positions", "2-9", "--reason", "r")
    #expect(behind.status == 1)
    #expect(behind.errors.hasPrefix("nbtrack: there is no such position: the log ends at 3\n"))
    let future = work.nbtrack("void", "--recorded-since", "2999-01-01T00:00:00Z", "--reason", "r")
    #expect(future.status == 1)
    #expect(future.errors.hasPrefix("nbtrack: nothing was recorded since then\n"))
    #expect(work.nbtrack("void", "--positions", "1").status == 64)
    #expect(work.nbtrack("void", "--reason", "r").status == 64)
    #expect(work.nbtrack("void", "--positions", "1", "--reason", " ").status == 64)
    #expect(work.nbtrack("void", "--positions", "0-1", "--reason", "r").status == 64)
    #expect(work.nbtrack("verify").output.hasPrefix("ok events=3 "))
  }
}
