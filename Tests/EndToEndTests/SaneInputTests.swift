import Glibc
import Testing

/// What goes into a log that only grows, and what a run says of the rest.
struct SaneInputTests {
  let work = Workspace()

  @Test func `a time in the future is rejected, says how many and where, and can be allowed`() {
    let line = #"{"observed_at":"9999-12-31T00:00:00Z","kind":"poll","body":{"id":"n","status":"RUNNING"}}"#
    let outcome = work.nbtrack("ingest", "-", input: line + "\n" + line + "\n")
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("2 rejected: 2 × `observed_at` is in the future, first at -:1"))
    #expect(outcome.errors.contains("--allow-any-time"))
    #expect(work.nbtrack("ingest", "-", "--allow-any-time", input: line).status == 0)
  }

  @Test func `rejects are listed`() {
    work.nbtrack("ingest", "-", input: "hello\n{\"kind\":\"poll\"}\n")
    let all = work.nbtrack("rejects", "--format", "csv")
    #expect(all.status == 0 && all.output.split(separator: "\n").count == 3)
    let some = work.nbtrack("rejects", "--format", "csv", "--reason", "NOT A JSON")
    #expect(some.output.split(separator: "\n").count == 2 && some.output.contains("hello"))
  }

  @Test func `a directory goes on behind an answer that lacks an option`() {
    work.folder.write(#"{"id":"n","status":"RUNNING"}"#, to: "in/1.json")
    work.folder.write(Samples.polls(2), to: "in/2.jsonl")
    let outcome = work.nbtrack("ingest", work.folder.file("in"))
    #expect(outcome.status == 2)
    #expect(outcome.value("appended") == "2" && outcome.value("rejected") == "1")
    #expect(outcome.errors.contains("an answer without an envelope: --kind is needed"))
  }

  @Test func `a dry run says what it understood`() {
    let outcome = work.nbtrack("ingest", "-", "--dry-run", input: Samples.polls(5))
    #expect(outcome.errors.contains("instances  1") && outcome.errors.contains("kinds      5 poll"))
    #expect(outcome.errors.contains("statuses   3 RUNNING, 2 STOPPED"))
  }

  @Test func `the first ingest decides whether users are kept by name`() {
    #expect(work.nbtrack("ingest", "-", input: Samples.polls(1)).status == 0)
    let other = work.nbtrack("ingest", "-", "--pseudonymise", input: Samples.polls(2))
    #expect(other.status == 1 && other.errors.contains("kept by name"))
    #expect(work.events == 1)
  }

  @Test func `a choice of fingerprints made before the first ingest holds for it, and the other is refused`() {
    #expect(work.nbtrack("init", "--pseudonymise").status == 0)
    let body = #","user_id":"somebody""#
    #expect(work.nbtrack("ingest", "-", input: Samples.polls(1, body: body)).status == 0)
    #expect(!work.nbtrack("export").output.contains("somebody"))
    let named = Workspace()
    #expect(named.nbtrack("init").status == 0)
    #expect(named.nbtrack("init", "--pseudonymise").status == 1)
  }

  @Test func `an empty log has no last poll`() {
    #expect(work.nbtrack("init").status == 0)
    #expect(work.nbtrack("status", "--format", "table").output.hasPrefix("0 notebooks; nothing has been polled\n"))
  }

  @Test func `status says that a list cannot be polled, until it can`() {
    let failed =
      #"{"observed_at":1794000000000,"kind":"poll","region":"r","project_id":"p","http_status":503,"body":null}"#
    let good =
      #"{"observed_at":1794000060000,"kind":"poll","region":"r","project_id":"p","body":{"id":"n","status":"RUNNING"}}"#
    work.nbtrack("ingest", "-", input: failed + "\n")
    let said = "The list of r p cannot be polled: HTTP 503 at "
    #expect(work.nbtrack("status", "--format", "table").output.contains(said))
    work.nbtrack("ingest", "-", input: good + "\n")
    #expect(!work.nbtrack("status", "--format", "table").output.contains("cannot be polled"))
  }

  @Test func `a database of fingerprints stays one without being told again`() {
    let body = #","user_id":"somebody""#
    #expect(work.nbtrack("ingest", "-", "--pseudonymise", input: Samples.polls(1, body: body)).status == 0)
    #expect(work.nbtrack("ingest", "-", input: Samples.polls(1, from: 1, body: body)).status == 0)
    #expect(!work.nbtrack("export").output.contains("somebody"))
  }

  @Test func `a list poll that failed is kept and is no instance`() {
    let failed = #"{"observed_at":1794000000000,"kind":"poll","region":"r","http_status":404,"body":null}"#
    #expect(work.nbtrack("ingest", "-", input: failed + "\n" + Samples.polls(1)).status == 0)
    #expect(work.events == 2)
    #expect(work.nbtrack("query", "instances", "--format", "csv").output.split(separator: "\n").count == 2)
    let quality = work.nbtrack("query", "quality", "--format", "csv").output
    #expect(quality.contains("polls_without_information,1,"))
    #expect(work.nbtrack("verify").status == 0)
  }

  @Test func `standard input is committed while its writer keeps it open, and a signal loses nothing`() {
    let child = work.start("ingest", "-")
    child.write(Array(Samples.polls(3).utf8))
    work.waitForEvents(3)
    #expect(work.events == 3)
    child.write(Array(Samples.polls(2, from: 3).utf8))
    usleep(100_000)
    child.send(SIGTERM)
    child.closeInput()
    #expect(child.finish() == .exited(130))
    #expect(String(decoding: child.standardOutput, as: UTF8.self).contains("appended="))
    #expect(work.events == 5)
  }

  @Test func `following a directory notices files that come later`() {
    work.folder.write(Samples.polls(2), to: "in/1.jsonl")
    let child = work.start("ingest", "--follow", work.folder.file("in"), work.folder.file("late.jsonl"))
    work.waitForEvents(2)
    work.folder.write(Samples.polls(2, id: "b"), to: "in/2.jsonl")
    work.folder.write(Samples.polls(2, id: "c"), to: "late.jsonl")
    work.waitForEvents(6)
    work.folder.append(Samples.polls(1, id: "d"), to: "in/1.jsonl")
    work.waitForEvents(7)
    child.send(SIGINT)
    #expect(child.finishReading() == .exited(0))
    #expect(work.events == 7)
  }

  @Test func `a name that acts on a terminal is shown and not sent`() {
    let outcome = work.nbtrack("ingest", work.folder.file("a\u{1B}[2J\u{202E}.json"))
    #expect(outcome.status == 1)
    #expect(!outcome.errors.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }
}
