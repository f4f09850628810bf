import Glibc
import NBSources
import NBTestFiles
import Testing

@Suite struct SourceListTests {
  let directory = TemporaryDirectory()

  /// The names of what arguments in the directory stand for, without the directory.
  func names(_ list: SourceList) -> [String] {
    list.sources.map {
      $0.name.hasPrefix(directory.path + "/") ? String($0.name.dropFirst(directory.path.utf8.count + 1)) : $0.name
    }
  }

  @Test func `a directory stands for the files of its kinds in bytewise order`() {
    for name in [
      "b.jsonl", "a.json", "B.json", "c.ndjson", "d.json.gz", "e.jsonl.zst", "f.ndjson.gz", "sub/x.json", "sub.json",
      "sub-1.json", "ä.json",
      "no.txt", "no.gz", "no.json.bz2", "no.json.gz.zst", "no.JSON", ".hidden.json", ".git/x.json", "json",
    ] {
      directory.write("{}", to: name)
    }
    let list = SourceList.expand([directory.path])
    #expect(
      names(list) == [
        "B.json", "a.json", "b.jsonl", "c.ndjson", "d.json.gz", "e.jsonl.zst", "f.ndjson.gz", "sub-1.json", "sub.json",
        "sub/x.json", "ä.json",
      ])
    #expect(list.failures.isEmpty && list.emptyDirectories.isEmpty)
  }

  @Test func `files named as arguments are taken whatever their names and in their order`() {
    directory.write("{}", to: "z.txt")
    directory.write("{}", to: ".a")
    let list = SourceList.expand([directory.file("z.txt"), "-", directory.file(".a"), directory.file("z.txt")])
    #expect(names(list) == ["z.txt", "-", ".a", "z.txt"])
    #expect(list.sources.map(\.isStandardInput) == [false, true, false, false])
  }

  @Test func `a directory with a slash at its end gives paths with one slash`() {
    directory.write("{}", to: "a.json")
    #expect(SourceList.expand([directory.path + "/"]).sources.map(\.name) == [directory.file("a.json")])
  }

  @Test func `a hidden directory is read when it is named`() {
    directory.write("{}", to: ".data/a.json")
    #expect(names(SourceList.expand([directory.file(".data")])) == [".data/a.json"])
  }

  @Test func `a directory without such files is told apart`() {
    directory.write("x", to: "sub/no.txt")
    let list = SourceList.expand([directory.path])
    #expect(list.sources.isEmpty && list.failures.isEmpty)
    #expect(list.emptyDirectories == [directory.path])
  }

  @Test func `what is missing is an error of its own and the others go on`() throws {
    directory.write("{}", to: "a.json")
    let list = SourceList.expand([
      directory.file("no.json"), directory.file("a.json"), directory.file("a.json/below.json"), "", "a\0b",
    ])
    #expect(names(list) == ["a.json"])
    #expect(list.failures.map(\.kind) == [.missing, .missing, .missing, .missing])
    #expect(list.failures[0].message == "cannot open \(directory.file("no.json")): No such file or directory")
    #expect(list.failures[1].message.hasPrefix("cannot open \(directory.file("a.json/below.json")): "))
    #expect(list.failures.allSatisfy { !$0.hint.isEmpty })
  }

  @Test func `links are followed and circles are not`() {
    directory.write("{}", to: "real/a.json")
    #expect(symlink("..", directory.file("real/up")) == 0)
    #expect(symlink(".", directory.file("real/self")) == 0)
    #expect(symlink("real", directory.file("linked")) == 0)
    #expect(symlink("real/a.json", directory.file("link.json")) == 0)
    let list = SourceList.expand([directory.path])
    #expect(names(list) == ["link.json", "linked/a.json", "real/a.json"])
    #expect(list.failures.isEmpty)
  }

  @Test func `a link that leads nowhere is an error and the others go on`() {
    directory.write("{}", to: "b.json")
    #expect(symlink("nowhere", directory.file("a.json")) == 0)
    #expect(symlink("nowhere", directory.file("a.txt")) == 0)
    let list = SourceList.expand([directory.path])
    #expect(names(list) == ["b.json"])
    #expect(list.failures.count == 1 && list.failures[0].message.hasPrefix("cannot open \(directory.file("a.json")): "))
  }

  @Test func `a pipe that lies in a directory is not waited for`() {
    #expect(mkfifo(directory.file("a.json"), 0o644) == 0)
    let list = SourceList.expand([directory.path])
    #expect(list.sources.isEmpty)
    #expect(list.failures.map(\.kind) == [.notRegular])
    #expect(names(SourceList.expand([directory.file("a.json")])) == ["a.json"])
  }

  @Test func `a name that is not UTF-8 is found and can be read`() throws {
    let name = Array(directory.path.utf8) + [0x2f, 0xff, 0xfe] + Array(".json".utf8) + [0]
    let descriptor = name.withUnsafeBytes {
      open($0.baseAddress!.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o644)
    }
    #expect(write(descriptor, "{}", 2) == 2)
    close(descriptor)
    let list = SourceList.expand([directory.path])
    #expect(list.sources.count == 1)
    #expect(readAll(try ByteSource(list.sources[0])).bytes == Array("{}".utf8))
    // Not seen by the clean-up, which knows only names in UTF-8.
    name.withUnsafeBytes { _ = unlink($0.baseAddress!.assumingMemoryBound(to: CChar.self)) }
  }
}
