import Glibc
import NBBasics
import NBSources
import NBTestFiles
import Testing

@Suite struct OutputTests {
  let directory = TemporaryDirectory()

  func text(_ name: String) -> String? { directory.bytes(of: name).map { String(decoding: $0, as: UTF8.self) } }

  @Test func `a file appears with all its contents at the end`() throws {
    let file = try AtomicFile(path: directory.file("x"))
    try file.write("one\n")
    let large = lines(10_000)
    try large.withUnsafeBytes { try file.write($0) }
    #expect(!directory.contains("x"))
    try file.commit()
    #expect(directory.bytes(of: "x") == Array("one\n".utf8) + large)
    #expect(directory.names == ["x"])
  }

  @Test func `a file that is given up leaves what was there before`() throws {
    directory.write("before", to: "x")
    do {
      let file = try AtomicFile(path: directory.file("x"))
      try file.write("after")
    }
    #expect(text("x") == "before" && directory.names == ["x"])
    let file = try AtomicFile(path: directory.file("y"))
    file.discard()
    #expect(directory.names == ["x"])
  }

  @Test func `two writers of one path do not mix`() throws {
    let first = try AtomicFile(path: directory.file("x"))
    let second = try AtomicFile(path: directory.file("x"))
    try first.write("first")
    try second.write("second")
    try first.commit()
    #expect(text("x") == "first")
    try second.commit()
    #expect(text("x") == "second" && directory.names == ["x"])
  }

  @Test func `permissions and links are kept`() throws {
    directory.write("before", to: "real")
    #expect(chmod(directory.file("real"), 0o600) == 0 && symlink("real", directory.file("link")) == 0)
    let file = try AtomicFile(path: directory.file("link"))
    try file.write("after")
    try file.commit()
    #expect(text("real") == "after" && text("link") == "after")
    var facts = stat()
    #expect(lstat(directory.file("link"), &facts) == 0 && facts.st_mode & S_IFMT == S_IFLNK)
    #expect(stat(directory.file("real"), &facts) == 0 && facts.st_mode & 0o777 == 0o600)
  }

  @Test func `what is not a regular file is written directly`() throws {
    let file = try AtomicFile(path: "/dev/null")
    try file.write("gone")
    try file.commit()
    var facts = stat()
    #expect(stat("/dev/null", &facts) == 0 && facts.st_mode & S_IFMT == S_IFCHR)
  }

  @Test func `what cannot be written says why`() throws {
    directory.write("x", to: "x")
    for (path, kind) in [
      (directory.path, Failure.Kind.isDirectory), (directory.file("no/x"), .missingDirectory),
      (directory.file("x/y"), .missingDirectory), ("", .missingDirectory),
    ] {
      let error = try thrown(Failure.self) { () throws(Failure) in _ = try AtomicFile(path: path) }
      #expect(error.kind == kind && error.message.contains(path) && !error.hint.isEmpty)
    }
  }

  @Test func `a full disk is told`() throws {
    let error = try thrown(Failure.self) { () throws(Failure) in
      let file = try AtomicFile(path: "/dev/full")
      try file.write("x")
      try file.commit()
    }
    #expect(error.kind == .full)
  }

  @Test func `standard output collects and writes on flush`() throws {
    directory.write("", to: "x")
    let descriptor = open(directory.file("x"), O_WRONLY)
    defer { close(descriptor) }
    let output = StandardOutput(descriptor: descriptor)
    try output.write("one\n")
    #expect(text("x") == "")
    try output.flush()
    #expect(text("x") == "one\n")
    let large = lines(10_000)
    try output.write("two\n")
    try large.withUnsafeBytes { try output.write($0) }
    try output.write("end")
    try output.flush()
    try output.flush()
    #expect(directory.bytes(of: "x") == Array("one\ntwo\n".utf8) + large + Array("end".utf8))
    #expect(!output.isClosed)
  }

  @Test func `a closed pipe is a quiet end`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    let output = StandardOutput(descriptor: ends[1])
    close(ends[0])
    defer { close(ends[1]) }
    try output.write("one\n")
    #expect(!output.isClosed)
    try output.flush()
    #expect(output.isClosed)
    try lines(10_000).withUnsafeBytes { try output.write($0) }
    try output.flush()
  }

  @Test func `a full standard output is an error`() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let output = StandardOutput(descriptor: descriptor)
    let error = try thrown(Failure.self) { () throws(Failure) in
      try output.write("x")
      try output.flush()
    }
    #expect(error.kind == .full && error.message.contains("standard output"))
  }
}
