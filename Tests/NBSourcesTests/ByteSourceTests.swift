import Glibc
import NBBasics
import NBSources
import NBTestFiles
import Testing

@Suite struct ByteSourceTests {
  let directory = TemporaryDirectory()
  static let text = lines(20_000)
  static let packers: [@Sendable ([UInt8]) -> [UInt8]] = [gzip, zstd]

  func source(_ bytes: [UInt8], _ name: String = "x.jsonl") throws -> ByteSource {
    directory.write(bytes, to: name)
    return try ByteSource(Source(path: directory.file(name)))
  }

  @Test(arguments: [1, 7, 4096, 1 << 20])
  func `bytes come out as they went in whatever the size of the buffer`(size: Int) throws {
    let text = Array(Self.text.prefix(size < 100 ? 30_000 : .max))
    for pack in Self.packers + [{ $0 }] {
      let read = try readAll(source(pack(text)), by: size)
      #expect(read.bytes == text && read.error == nil)
    }
  }

  @Test func `joined members and frames give their contents one after the other`() throws {
    let parts = [lines(10), [], lines(3000), lines(1)]
    for pack in Self.packers {
      let read = try readAll(source(parts.flatMap(pack)))
      #expect(read.bytes == parts.flatMap(\.self) && read.error == nil)
    }
  }

  @Test func `the packing is known by the bytes and not by the name`() throws {
    for (bytes, name, expected) in [
      (Self.text, "a.gz", Compression.none), (gzip(Self.text), "a.json", .gzip), (zstd(Self.text), "a.gz", .zstd),
      (gzip(Self.text), "b.zst", .gzip), (Self.text, "b.zst", .none),
    ] {
      let source = try source(bytes, name)
      #expect(source.compression == nil)
      #expect(readAll(source).bytes == Self.text)
      #expect(source.compression == expected)
    }
  }

  @Test func `a skippable frame in front is skipped`() throws {
    let skippable: [UInt8] = [0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]
    let read = try readAll(source(skippable + zstd(lines(5))))
    #expect(read.bytes == lines(5) && read.error == nil)
  }

  @Test(arguments: [[], [0x1f], [0x28], [0x28, 0xb5, 0x2f], [0x51, 0x2a], [0x7b]] as [[UInt8]])
  func `a text too short for any mark is a text`(bytes: [UInt8]) throws {
    let read = try readAll(source(bytes, "x.json"))
    #expect(read.bytes == bytes && read.error == nil)
  }

  @Test(arguments: ["x.json.gz", "x.json.zst"])
  func `an empty file that calls itself packed is truncated`(name: String) throws {
    #expect(try readAll(source([], name)).error?.kind == .truncated)
    #expect(try readAll(source([0x1f], name)).error?.kind == .truncated)
  }

  @Test func `a truncated file gives what could be decoded and then an error`() throws {
    for (pack, name) in zip(Self.packers, ["x.jsonl.gz", "x.jsonl.zst"]) {
      let packed = pack(Self.text)
      for count in [packed.count - 1, packed.count - 9, packed.count / 2, 12] {
        let source = try source(Array(packed[..<count]), name)
        let read = readAll(source)
        #expect(read.error?.kind == .truncated, "\(count) of \(packed.count)")
        #expect(Self.text.starts(with: read.bytes))
        #expect(count < 100 || read.bytes.count > Self.text.count / 4)
        #expect(read.error?.message.contains(directory.file(name)) == true)
        #expect(read.error?.message.contains("after \(read.bytes.count) bytes") == true)
        #expect(readAll(source).error == nil && readAll(source).bytes.isEmpty)
      }
    }
  }

  @Test func `a small buffer gets as much of a truncated file as a large one`() throws {
    for pack in Self.packers {
      let packed = Array(pack(Self.text).dropLast(5000))
      let large = try readAll(source(packed), by: 1 << 20)
      let small = try readAll(source(packed), by: 700)
      #expect(small.bytes.count == large.bytes.count && small.bytes == large.bytes)
      #expect(small.error?.kind == .truncated)
    }
  }

  @Test func `a writer that flushed is read up to there`() throws {
    // The decoder holds a whole block by then, without wanting any more input.
    let text = Array(Self.text.prefix(100_000))
    let read = try readAll(source(zstd(text, isEnded: false)), by: 700)
    #expect(read.bytes == text && read.error?.kind == .truncated)
  }

  @Test func `a file that is cut within its second part is truncated`() throws {
    for pack in Self.packers {
      let read = try readAll(source(pack(lines(10)) + pack(lines(500)).dropLast(3)))
      #expect(read.error?.kind == .truncated)
      #expect(read.bytes.starts(with: lines(10)))
    }
  }

  @Test func `something else behind packed data is an error after the data`() throws {
    for pack in Self.packers {
      let read = try readAll(source(pack(lines(10)) + Array("garbage".utf8)))
      #expect(read.bytes == lines(10))
      #expect(read.error?.kind == .damaged)
      #expect(read.error?.message.contains("something else follows") == true)
    }
  }

  @Test func `damaged data is an error`() throws {
    for pack in Self.packers {
      var packed = pack(Self.text)
      for index in packed.count / 2..<packed.count / 2 + 40 { packed[index] ^= 0x55 }
      let read = try readAll(source(packed))
      #expect(read.error?.kind == .damaged)
      #expect(read.bytes.count < Self.text.count && Self.text.starts(with: read.bytes.prefix(1000)))
    }
  }

  @Test func `a wrong check sum is an error`() throws {
    var packed = gzip(lines(10))
    packed[packed.count - 8] ^= 1
    let read = try readAll(source(packed))
    #expect(read.error?.kind == .damaged)
    #expect(read.bytes.isEmpty)
  }

  @Test func `progress counts the bytes on the disk`() throws {
    for pack in Self.packers + [{ $0 }] {
      let packed = pack(Self.text)
      let source = try source(packed)
      #expect(source.size == Int64(packed.count) && source.consumed == 0)
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 1)
      defer { buffer.deallocate() }
      var before: Int64 = 0
      while try source.read(into: buffer) > 0 {
        #expect(source.consumed >= before)
        before = source.consumed
      }
      #expect(source.consumed == Int64(packed.count))
    }
  }

  @Test func `the time of a file is in milliseconds and rounded down`() throws {
    directory.write("{}", to: "x.json")
    let time = timespec(tv_sec: 1_700_000_000, tv_nsec: 123_999_999)
    #expect(utimensat(AT_FDCWD, directory.file("x.json"), [time, time], 0) == 0)
    #expect(
      try ByteSource(Source(path: directory.file("x.json"))).modifiedAt == Instant(milliseconds: 1_700_000_000_123))
  }

  @Test(arguments: [Int.max, -62_135_596_801, 253_402_300_800])
  func `a time of a file beyond all years is told all the same`(seconds: Int) throws {
    directory.write("{}", to: "x.json")
    let time = timespec(tv_sec: seconds, tv_nsec: 0)
    // A file system may refuse or cut such a time.
    guard utimensat(AT_FDCWD, directory.file("x.json"), [time, time], 0) == 0 else { return }
    let modified = try #require(try ByteSource(Source(path: directory.file("x.json"))).modifiedAt)
    #expect(!modified.rfc3339.isEmpty)
  }

  @Test func `a gzip member counts only when its checksum is right`() throws {
    let first = lines(50)
    for flip in [20, 400, 700] {
      var damaged = gzip(lines(400))
      damaged[flip] ^= 0x10
      directory.write(gzip(first) + damaged, to: "x.gz")
      let read = readAll(try ByteSource(Source(path: directory.file("x.gz"))), by: 1000)
      #expect(read.bytes == first)
      #expect(read.error?.kind == .damaged)
    }
  }

  @Test func `a read that waits says when nothing came`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let source = try ByteSource(Source(path: "/dev/fd/\(ends[0])"))
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 1)
    defer { buffer.deallocate() }
    #expect(try source.read(into: buffer, within: 0) == .silence)
    #expect(write(ends[1], "{}\n", 3) == 3)
    #expect(try source.read(into: buffer, within: 0) == .bytes(3))
    #expect(try source.read(into: buffer, within: 0) == .silence)
    close(ends[1])
    #expect(try source.read(into: buffer, within: 0) == .end)
  }

  @Test func `what cannot be read says why`() throws {
    directory.write("{}", to: "x.json")
    for (path, kind) in [
      (directory.path, Failure.Kind.isDirectory), (directory.file("x.json/y"), .missing),
      (directory.file("no"), .missing), ("/proc/self/mem", .system(EIO)),
    ] {
      let error = try thrown(Failure.self) { () throws(Failure) in
        let source = try ByteSource(Source(path: path))
        if let error = readAll(source).error { throw error }
      }
      #expect(error.kind == kind)
      #expect(error.message.contains(path) && !error.hint.isEmpty && error.area == .source)
    }
  }

  @Test func `a pipe is read as far as it goes without waiting for more`() throws {
    var ends: [Int32] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { close(ends[0]) }
    let source = try ByteSource(Source(path: "/dev/fd/\(ends[0])"))
    #expect(source.size == nil && source.modifiedAt == nil)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1000, alignment: 1)
    defer { buffer.deallocate() }
    #expect(write(ends[1], "{}\n", 3) == 3)
    #expect(try source.read(into: buffer) == 3)
    #expect(write(ends[1], "[]", 2) == 2)
    #expect(try source.read(into: buffer) == 2)
    close(ends[1])
    #expect(try source.read(into: buffer) == 0)
  }

  @Test func `packed standard input is known too`() throws {
    directory.write(gzip(Self.text), to: "x")
    let kept = dup(STDIN_FILENO)
    let replacement = open(directory.file("x"), O_RDONLY)
    dup2(replacement, STDIN_FILENO)
    defer {
      dup2(kept, STDIN_FILENO)
      close(kept)
      close(replacement)
    }
    let source = try ByteSource(.standardInput)
    #expect(source.name == "-")
    #expect(readAll(source).bytes == Self.text)
    #expect(source.compression == .gzip)
  }
}
