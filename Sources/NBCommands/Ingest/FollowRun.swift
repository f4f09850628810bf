import NBBasics
import NBObservations
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// `ingest --follow`: reads any number of sources as they grow, until a signal comes or all of them have ended.
final class FollowRun {
  private final class Followed {
    let source: Source
    let bytes: FollowSource
    var reader: DocumentReader
    var isOver = false

    init(source: Source, bytes: FollowSource, reader: DocumentReader) {
      self.source = source
      self.bytes = bytes
      self.reader = reader
    }
  }

  private let run: IngestRun
  private let set: FollowSet
  private var followed: [Followed] = []
  private(set) var failures = 0
  private var lastAt: Instant?
  private let showsLine = Terminal.showsProgress(isTerminal: Terminal.isTerminal(STDERR_FILENO))
  private var shown = ""

  init(_ arguments: [String], _ run: IngestRun) {
    self.run = run
    set = FollowSet(arguments)
  }

  func follow() throws {
    while !Interruption.isRequested {
      for source in set.newSources() { open(source) }
      var isIdle = true
      for one in followed where !one.isOver {
        if try look(at: one) { isIdle = false }
      }
      if isIdle {
        // Nobody waits for a full batch: what is there is acknowledged now.
        try run.append()
        showLine()
        if !set.mayGrow, followed.allSatisfy(\.isOver) { break }
        set.wait(atMost: 1000, descriptors: followed.filter { !$0.isOver }.compactMap(\.bytes.waitingDescriptor))
      } else {
        try run.appendIfDue()
      }
    }
    if !shown.isEmpty { StandardError.put("\r\u{1B}[K") }
  }

  private func open(_ source: Source) {
    do throws(Failure) {
      followed.append(
        Followed(source: source, bytes: try FollowSource(source), reader: run.reader(source, observedAt: nil)))
    } catch {
      fail(error)
    }
  }

  /// Whether something came.
  private func look(at one: Followed) throws -> Bool {
    do {
      switch try one.bytes.look(into: one.reader.space()) {
      case .bytes(let count):
        one.reader.filled(count)
        lastAt = Clock.now
        try run.drain(one.reader, isFinal: false)
      case .waiting: return false
      case .restarted:
        // The line that was being written will not be finished.
        try run.drain(one.reader, isFinal: true)
        one.reader = run.reader(one.source, parser: one.reader.takeParser())
      case .ended:
        one.isOver = true
        try run.drain(one.reader, isFinal: true)
      }
    } catch let error as Failure where error.area == .source {
      one.isOver = true
      try run.drain(one.reader, isFinal: true)
      fail(error)
    } catch let missing as MissingOption {
      run.keep(missing.reject)
    }
    return true
  }

  private func fail(_ error: Failure) {
    failures += 1
    StandardError.write("nbtrack: \(error)")
  }

  /// On a terminal: what is followed, what came of it, and when the last of it came.
  private func showLine() {
    guard showsLine else { return }
    let files = followed.filter { !$0.isOver }.count
    let last = lastAt.map { ", the last at \($0.rfc3339.dropFirst(11).prefix(8)) UTC" } ?? ""
    let line =
      "following \(files) source\(files == 1 ? "" : "s"): \(run.summary.appended) new observation"
      + "\(run.summary.appended == 1 ? "" : "s")\(last)"
    guard line != shown else { return }
    shown = line
    StandardError.put("\r\u{1B}[K\(line)")
  }
}
