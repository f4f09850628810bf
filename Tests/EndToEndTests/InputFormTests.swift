import CZstd
import Testing

/// Every form of input gives the same log.
struct InputFormTests {
  let work = Workspace()
  private let text = Samples.polls(40) + Samples.polls(3, id: "b")

  /// The head of the observations above, in their order, as lines.
  private func head(_ arguments: String..., input: String = "") -> String? {
    let other = Workspace()
    let outcome = Tool.run(
      Tool.nbtrack, ["ingest", "--db", other.database] + arguments, input: Array(input.utf8))
    #expect(outcome.status == 0, "\(outcome.errors)")
    return outcome.value("head")
  }

  @Test func `lines, an array, concatenated objects and standard input are the same`() {
    let expected = head("-", input: text)
    work.folder.write(text, to: "lines.jsonl")
    #expect(head(work.folder.file("lines.jsonl")) == expected)
    let array = "[\n" + text.split(separator: "\n").joined(separator: ",\n") + "\n]\n"
    work.folder.write(array, to: "array.json")
    #expect(head(work.folder.file("array.json")) == expected)
    let pretty = text.map { $0 == "," ? ",\n   " : String($0) }.joined()
    work.folder.write(pretty, to: "pretty.json")
    #expect(head(work.folder.file("pretty.json")) == expected)
  }

  @Test func `gzip and zstd are unpacked, whatever the name says`() {
    let expected = head("-", input: text)
    let gzip = Tool.run("/bin/sh", ["-c", #"gzip > "$0""#, work.folder.file("a.jsonl.gz")], input: Array(text.utf8))
    #expect(gzip.status == 0)
    #expect(head(work.folder.file("a.jsonl.gz")) == expected)
    var packed = [UInt8](repeating: 0, count: ZSTD_compressBound(text.utf8.count))
    let bytes = Array(text.utf8)
    packed.removeLast(packed.count - ZSTD_compress(&packed, packed.count, bytes, bytes.count, 3))
    work.folder.write(packed, to: "a.jsonl.zst")
    #expect(head(work.folder.file("a.jsonl.zst")) == expected)
  }

  @Test func `a directory stands for the files below it in the order of their paths`() {
    let lines = text.split(separator: "\n")
    work.folder.write(lines[..<10].joined(separator: "\n"), to: "in/1.jsonl")
    work.folder.write(lines[10..<20].joined(separator: "\n") + "\n", to: "in/2/a.ndjson")
    work.folder.write(lines[20...].joined(separator: "\n"), to: "in/3.json")
    work.folder.write("not for us", to: "in/README.md")
    #expect(head(work.folder.file("in")) == head("-", input: text))
  }

  @Test func `a bare answer takes its facts from options`() {
    let outcome = work.nbtrack(
      "ingest", Samples.path("start-answer/start.json"), "--kind", "start", "--observed-at", "2021-12-07T02:34:31.977Z")
    #expect(outcome.status == 0)
    #expect(outcome.value("appended") == "1")
  }

  @Test func `a bare answer without its facts is wrong usage that names the option`() {
    let sample = Samples.path("start-answer/start.json")
    let kind = work.nbtrack("ingest", sample)
    #expect(kind.status == 64)
    #expect(kind.errors.contains("--kind"))
    let time = work.nbtrack("ingest", sample, "--kind", "start")
    #expect(time.status == 64)
    #expect(time.errors.contains("--observed-at"))
    work.folder.write(#"{"error_code":"ModelArts.6309","error_msg":"gone"}"#, to: "error.json")
    let id = work.nbtrack("ingest", work.folder.file("error.json"), "--kind", "poll", "--observed-at", "mtime")
    #expect(id.status == 64)
    #expect(id.errors.contains("--notebook-id"))
  }

  @Test func `a list page is one observation a row`() {
    let outcome = work.nbtrack(
      "ingest", Samples.path("list-page/page.json"), "--kind", "poll", "--observed-at", "2026-11-12T09:30:00.480Z")
    #expect(outcome.value("observations") == "4")
    #expect(outcome.value("instances") == "4")
  }

  @Test func `a second ingest is all duplicates and keeps the head`() {
    let first = work.nbtrack("ingest", Samples.day)
    let second = work.nbtrack("ingest", Samples.day)
    #expect(first.status == 0)
    #expect(second.value("appended") == "0")
    #expect(second.value("duplicates") == first.value("observations"))
    #expect(second.value("head") == first.value("head"))
  }
}
