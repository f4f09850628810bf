import NBTestFiles
import Testing

/// Erasing values after the fact.
struct RedactTests {
  let work = Workspace()

  /// Files of the workspace that hold a text.
  private func files(with text: String) -> [String] {
    let wanted = Array(text.utf8)
    return work.folder.names.filter { name in
      guard let bytes = work.folder.bytes(of: name), bytes.count >= wanted.count else { return false }
      return bytes.withUnsafeBytes { all in
        (0...all.count - wanted.count).contains { at in
          all[at] == wanted[0] && UnsafeRawBufferPointer(rebasing: all[at..<at + wanted.count]).elementsEqual(wanted)
        }
      }
    }
  }

  private func fill() {
    let bodies = [
      #","user":{"id":"u-4711","name":"annabelle"},"name":"annabelle-train","description":"ask Zebulon","flavor":"f"#,
      #","user":{"id":"u-9","name":"gottlieb"},"name":"sweep","description":"hunter2 opens it","flavor":"f"#,
    ]
    for (index, body) in bodies.enumerated() {
      for part in 0..<3 {
        let polls = Samples.polls(40, id: "nb-\(index)", from: 40 * part, body: body + "\(part)\"")
        work.nbtrack("ingest", "-", input: polls + #"{"broken annabelle hunter2 \#(part)"# + "\n")
      }
    }
  }

  @Test func `no byte is left of a user, a place, an instance's words or a text in any file of the database`() {
    fill()
    let head = work.nbtrack("verify").value("head") ?? ""
    let exposure = work.nbtrack("query", "exposure").output
    for text in ["annabelle", "u-4711", "hunter2", "Zebulon", "gottlieb"] {
      #expect(!files(with: text).isEmpty, "\(text)")
    }
    let dry = work.nbtrack("redact", "--user", "annabelle", "--reason", "asked", "--dry-run")
    #expect(dry.output.hasPrefix("dry run, nothing was written: answers="))
    #expect(work.nbtrack("verify").value("head") == head)

    let user = work.nbtrack("redact", "--user", "u-4711", "--reason", "asked")
    #expect(user.status == 0, "\(user.errors)")
    #expect(files(with: "u-4711") == [])
    #expect(work.nbtrack("history", "nb-0", "--raw", "1").output.contains("annabelle-train"))
    work.folder.write("annabelle\nrest", to: "text.txt")
    #expect(work.nbtrack("redact", "--text-from", work.folder.file("text.txt"), "--reason", "asked").status == 0)
    #expect(files(with: "annabelle") == ["text.txt"])
    #expect(work.nbtrack("redact", "--path", "description", "--reason", "policy").status == 0)
    #expect(files(with: "Zebulon") == [])
    #expect(work.nbtrack("redact", "--text-from", "-", "--reason", "leak", input: "hunter2\n").status == 0)
    #expect(files(with: "hunter2") == [])
    #expect(work.nbtrack("redact", "--instance", "nb-1", "--reason", "leak").status == 0)
    #expect(files(with: "gottlieb") == [])
    #expect(files(with: "sweep") == [])

    #expect(work.nbtrack("query", "exposure").output == exposure)
    let verified = work.nbtrack("verify", "--head", head)
    #expect(verified.status == 0, "\(verified.output)")
    #expect(verified.value("redactions") == "5")
    #expect(verified.output.contains("\nredacted at position 241, "))
    #expect(verified.output.contains(": who one user is (asked)\n"))
    let copy = work.nbtrack(on: "copy.db", "ingest", "-", input: work.nbtrack("export").output)
    #expect(copy.value("head") == verified.value("head"))
    #expect(work.nbtrack(on: "copy.db", "verify").status == 0)
  }

  @Test func `while others read, the values are erased and the rest is left for later`() throws {
    fill()
    let follower = work.start("ingest", "--follow", work.folder.file("later.jsonl"))
    work.folder.write(Samples.polls(1, id: "nb-2"), to: "later.jsonl")
    work.waitForEvents(241)
    #expect(work.nbtrack("redact", "--user", "gottlieb", "--reason", "asked").status == 0)
    #expect(files(with: "gottlieb") == [])
    work.folder.write(
      Samples.polls(1, id: "nb-2")
        + Samples.polls(9, id: "nb-1", from: 130, body: #","user":{"id":"u-10","name":"berta"},"flavor":"f2""#),
      to: "later.jsonl")
    work.waitForEvents(250)
    follower.send(15)
    _ = follower.finish()
    #expect(work.nbtrack("verify").status == 0)
  }

  @Test func `what makes no sense is said`() {
    fill()
    #expect(work.nbtrack("redact", "--user", "x").status == 64)
    #expect(work.nbtrack("redact", "--reason", "r").status == 64)
    #expect(work.nbtrack("redact", "--path", "id", "--reason", "r").status == 64)
    #expect(work.nbtrack("redact", "--path", "name", "--user", "x", "--reason", "r").status == 64)
    #expect(work.nbtrack("redact", "--text-from", "-", "--reason", "r", input: "ab\n").status == 1)
    let nobody = work.nbtrack("redact", "--user", "nobody", "--reason", "r")
    #expect(nobody.status == 0)
    #expect(nobody.errors == "nbtrack: nothing to erase\n")
    #expect(work.nbtrack("redact", "--purge").status == 0)
    #expect(work.nbtrack("verify").output.split(separator: " ").count == 3)
  }
}
