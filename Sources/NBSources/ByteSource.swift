import Glibc
import NBBasics

/// Reads one source from its beginning to its end, unpacked. Memory does not grow with the source.
///
/// gzip and Zstandard are known by their first bytes, on standard input too, whatever the name says.
package final class ByteSource {
  private static let chunkSize = 256 << 10

  let file: InputFile
  private let isNamedCompressed: Bool
  /// How the source is packed; nil before the first bytes were read.
  package private(set) var compression: Compression?
  private var decoder: (any StreamDecoder)?
  /// Packed bytes that were read and not decoded yet: `chunk[start..<end]`; of a plain source its first bytes.
  private var chunk = UnsafeMutableRawBufferPointer(start: nil, count: 0)
  private var start = 0
  private var end = 0
  /// Whether the decoder filled the buffer and may have more without more input.
  private var mayHoldMore = false
  private var isFinished = false
  /// Unpacked bytes handed out so far.
  private var produced: Int64 = 0
  /// Of a damaged archive: how many bytes may be handed out, and the damage that follows them.
  private var trusted: GzipCheck.Damage?

  /// Opens a source.
  ///
  /// - Throws: `.missing`, `.notPermitted`, `.isDirectory`, `.system`.
  package convenience init(_ source: Source) throws(Failure) {
    self.init(try InputFile(source), isNamedCompressed: source.isNamedCompressed)
  }

  /// Goes on with an open file, which stands at its beginning.
  init(_ file: InputFile, isNamedCompressed: Bool) {
    self.file = file
    self.isNamedCompressed = isNamedCompressed
  }

  deinit { chunk.deallocate() }

  /// What messages call the source.
  package var name: String { file.name }

  /// Bytes of the source as it lies on the disk when it was opened; nil for a pipe or a terminal.
  package var size: Int64? { file.facts.isRegular ? Int64(file.facts.st_size) : nil }

  /// Bytes of the source, as it lies on the disk, that went into what was handed out.
  package var consumed: Int64 { file.count - Int64(end - start) }

  /// When the file was last written, rounded down to milliseconds; nil for a pipe or a terminal. File systems and archives
  /// hold any time: the ends of the range stand for what is beyond them.
  package var modifiedAt: Instant? {
    guard file.facts.isRegular else { return nil }
    let seconds = Int64(file.facts.st_mtim.tv_sec)
    let (milliseconds, overflow) = seconds.multipliedReportingOverflow(by: 1000)
    let (sum, carry) = milliseconds.addingReportingOverflow(Int64(file.facts.st_mtim.tv_nsec) / 1_000_000)
    return Instant(milliseconds: overflow || carry ? (seconds < 0 ? .min : .max) : sum)
  }

  /// What a read that does not wait for ever gave.
  package enum Reading: Sendable, Equatable {
    /// So many bytes, at least one.
    case bytes(Int)
    /// Nothing came, or a signal did.
    case silence
    case end
  }

  /// As ``read(into:)``, but waits at most so long: what came before need not wait for what comes next. A regular file
  /// always has its bytes at once.
  package func read(
    into buffer: UnsafeMutableRawBufferPointer, within milliseconds: Int32
  ) throws(Failure) -> Reading {
    file.waits = file.facts.isRegular
    var mayWait = true
    while true {
      switch try supply(into: buffer) {
      case .bytes(let count): return .bytes(count)
      case .end: return .end
      case .notReady:
        guard mayWait, file.isReady(within: milliseconds) else { return .silence }
        mayWait = false
      }
    }
  }

  /// Reads the next bytes, as soon as there are any.
  ///
  /// - Parameter buffer: not empty.
  /// - Returns: how many bytes were written into the buffer; 0 at the end, and ever after, also after an error.
  /// - Throws: `.truncated` or `.damaged` after what could be decoded was handed out; `.system`.
  package func read(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
    switch try supply(into: buffer) {
    case .bytes(let count): count
    case .end, .notReady: 0
    }
  }

  /// As `read`; says that nothing is there yet when the file was told not to wait.
  func supply(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Supply {
    precondition(!buffer.isEmpty, "a buffer to read into has room")
    if isFinished { return .end }
    do throws(Failure) {
      if compression == nil, try !detect() { return .notReady }
      var buffer = buffer
      if let trusted {
        guard produced < trusted.goodBytes else { throw damaged(trusted.reason) }
        buffer = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(Int(min(trusted.goodBytes - produced, 1 << 30))))
      }
      let supply = try decoder == nil ? plain(into: buffer) : decoded(into: buffer)
      if case .bytes(let count) = supply { produced += Int64(count) }
      isFinished = supply == .end
      return supply
    } catch {
      isFinished = true
      throw error
    }
  }

  /// Reads the first bytes until they show how the source is packed; false when they are not there yet.
  private func detect() throws(Failure) -> Bool {
    if chunk.isEmpty { chunk = .allocate(byteCount: Self.chunkSize, alignment: 16) }
    while true {
      if end > 0, case .found(let found) = Compression.detect(chunk[..<end]) {
        use(found)
        return true
      }
      switch try file.read(into: UnsafeMutableRawBufferPointer(rebasing: chunk[end...])) {
      case .bytes(let count): end += count
      case .notReady: return false
      case .end:
        // Too short for any mark. A name that promises packed data tells a truncated file from a short text.
        if isNamedCompressed { throw truncated() }
        use(.none)
        return true
      }
    }
  }

  private func use(_ found: Compression) {
    compression = found
    switch found {
    case .none: decoder = nil
    case .gzip:
      decoder = GzipDecoder()
      if file.facts.isRegular { trusted = GzipCheck.damage(in: file, from: file.count - Int64(end)) }
    case .zstd: decoder = ZstdDecoder()
    }
  }

  private func plain(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Supply {
    guard start < end else { return try file.read(into: buffer) }
    let count = min(end - start, buffer.count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: chunk[start..<start + count]))
    start += count
    return .bytes(count)
  }

  private func decoded(into buffer: UnsafeMutableRawBufferPointer) throws(Failure) -> Supply {
    guard let decoder else { return .end }
    while true {
      while start < end || mayHoldMore {
        let input = UnsafeRawBufferPointer(rebasing: chunk[start..<end])
        let wasComplete = decoder.isComplete
        let done: Decoded
        do throws(DecodingFailure) {
          done = try decoder.decode(input, into: buffer)
        } catch {
          throw damaged(wasComplete && produced > 0 ? "something else follows it" : error.reason)
        }
        start += done.consumed
        mayHoldMore = done.produced == buffer.count
        if done.produced > 0 { return .bytes(done.produced) }
        if done.consumed == 0 && start < end { throw damaged("the decoder makes no progress") }
      }
      start = 0
      end = 0
      switch try file.read(into: chunk) {
      case .bytes(let count): end = count
      case .notReady: return .notReady
      case .end:
        guard decoder.isComplete else { throw truncated() }
        return .end
      }
    }
  }

  private func truncated() -> Failure {
    Failure(
      .source, .truncated,
      message: "\(name) ends in the middle of its compressed data, after \(produced) bytes of text",
      hint: "What stands before was read; get the file again, or wait until it is complete.")
  }

  private func damaged(_ reason: String) -> Failure {
    Failure(
      .source, .damaged,
      message: "\(name): the compressed data is damaged after \(produced) bytes of text: \(reason)",
      hint: "What stands before was read; get the file again.")
  }
}
