import Glibc
import NBBasics
import NBSources
import NBTestFiles
import Testing

@Suite struct FollowSourceTests {
  let directory = TemporaryDirectory()
  let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 4096, alignment: 1)

  /// What a look gives, with its bytes as text.
  enum Look: Equatable {
    case text(String)
    case waiting, restarted, ended
  }

  func look(_ source: FollowSource) throws -> Look {
    switch try source.look(into: buffer) {
    case .bytes(let count): .text(String(decoding: buffer[..<count], as: UTF8.self))
    case .waiting: .waiting
    case .restarted: .restarted
    case .ended: .ended
    }
  }

  func follow(_ name: String) throws -> FollowSource { try FollowSource(Source(path: directory.file(name))) }

  @Test func `a file that grows is read on`() throws {
    directory.write("one\n", to: "x")
    let source = try follow("x")
    #expect(try look(source) == .text("one\n"))
    #expect(try look(source) == .waiting)
    directory.append("tw", to: "x")
    #expect(try look(source) == .text("tw"))
    #expect(try look(source) == .waiting)
    directory.append("o\n", to: "x")
    #expect(try look(source) == .text("o\n"))
  }

  @Test func `an empty file is waited for`() throws {
    directory.write("", to: "x.gz")
    let source = try follow("x.gz")
    #expect(try look(source) == .waiting)
    directory.append("one\n", to: "x.gz")
    #expect(try look(source) == .text("one\n"))
  }

  @Test func `a truncated file is read from its beginning`() throws {
    directory.write("one\ntwo\n", to: "x")
    let source = try follow("x")
    #expect(try look(source) == .text("one\ntwo\n"))
    directory.write("new\n", to: "x")
    #expect(try look(source) == .restarted)
    #expect(try look(source) == .text("new\n"))
    #expect(try look(source) == .waiting)
  }

  @Test func `a file that was rotated away is read to its end before the new one`() throws {
    directory.write("one\n", to: "x")
    let source = try follow("x")
    #expect(try look(source) == .text("one\n"))
    #expect(rename(directory.file("x"), directory.file("x.1")) == 0)
    directory.append("late\n", to: "x.1")
    #expect(try look(source) == .text("late\n"))
    #expect(try look(source) == .waiting)
    directory.write("new\n", to: "x")
    // The writer has the old file still open, and writes its last line there.
    #expect(try look(source) == .waiting)
    directory.append("last\n", to: "x.1")
    #expect(try look(source) == .text("last\n"))
    #expect(try look(source) == .waiting)
    #expect(try look(source) == .restarted)
    #expect(try look(source) == .text("new\n"))
    #expect(try look(source) == .waiting)
    directory.append("more\n", to: "x")
    #expect(try look(source) == .text("more\n"))
  }

  @Test func `a file that is removed and made anew is found again`() throws {
    directory.write("one\n", to: "x")
    let source = try follow("x")
    #expect(try look(source) == .text("one\n"))
    #expect(unlink(directory.file("x")) == 0)
    for _ in 0..<3 { #expect(try look(source) == .waiting) }
    directory.write("new\n", to: "x")
    #expect(try [look(source), look(source), look(source)] == [.waiting, .restarted, .text("new\n")])
  }

  @Test func `reading waits until there is something`() throws {
    directory.write("", to: "x")
    let source = try follow("x")
    var asked = 0
    let reading = try source.read(into: buffer) {
      asked += 1
      if asked == 2 { directory.append("one\n", to: "x") }
      return asked > 20
    }
    #expect(reading == .bytes(4) && asked == 2)
  }

  @Test func `reading stops when it is asked to`() throws {
    directory.write("one\n", to: "x")
    let source = try follow("x")
    var asked = 0
    let stop = {
      asked += 1
      return true
    }
    #expect(try source.read(into: buffer, shouldStop: stop) == .bytes(4))
    #expect(asked == 0)
    #expect(try source.read(into: buffer, shouldStop: stop) == .ended)
    #expect(asked == 1)
  }

  @Test func `a pipe is followed to its end without being waited for`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let source = try FollowSource(Source(path: "/dev/fd/\(ends[0])"))
    #expect(try look(source) == .waiting)
    // The first byte of gzip decides nothing, and must not make the reader wait for the second one.
    let packed = gzip(Array("one\n".utf8))
    #expect(write(ends[1], packed, 1) == 1)
    #expect(try look(source) == .waiting)
    #expect(write(ends[1], Array(packed.dropFirst()), packed.count - 1) == packed.count - 1)
    #expect(try look(source) == .text("one\n"))
    #expect(try look(source) == .waiting)
    close(ends[1])
    #expect(try look(source) == .ended)
    #expect(try look(source) == .ended)
  }

  @Test func `a packed file is read to its end`() throws {
    directory.write(zstd(Array("one\n".utf8)), to: "x")
    let source = try follow("x")
    #expect(try look(source) == .text("one\n"))
    #expect(try look(source) == .ended)
  }

  @Test func `a path that is missing at the beginning is an error`() throws {
    let error = try thrown(Failure.self) { () throws(Failure) in
      _ = try FollowSource(Source(path: directory.file("no")))
    }
    #expect(error.kind == .missing)
  }
}
