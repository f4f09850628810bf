import NBBasics
import NBEventLog
import NBSQLite
import Synchronization

/// The checks beside that of the log, each on a thread and a connection of its own: what they find is asked for when it is
/// their turn, as if one had come after the other.
final class ThreadedChecks {
  typealias Found = Result<String?, Failure>

  /// What the threads share with who started them.
  private final class Shared: Sendable {
    let isStopped = Atomic(false)
    let isFileSound = Atomic(true)
    let eventsRead = Atomic(0)
  }

  /// A log that one thread uses, from its start to its end.
  private struct Handed: @unchecked Sendable {
    let log: EventLog
  }

  /// Kibibytes of the database that each connection keeps in memory: together less than one does by itself, as all read
  /// from one end to the other.
  private static let cache = (log: 8 << 10, file: 4 << 10, projections: 8 << 10)

  private let shared = Shared()
  private let file: BackgroundWork<Found>
  private let projections: BackgroundWork<Found>?

  /// Starts them; nil where a connection or a thread is not to be had.
  ///
  /// - Parameters:
  ///   - log: reads the state that is checked.
  ///   - twin: another reader of the same state, handed over until this object is gone.
  init?(_ log: EventLog, _ twin: EventLog) {
    guard let other = log.openedAgain(), (try? other.limitCache(kibibytes: Self.cache.file)) != nil,
      (try? twin.limitCache(kibibytes: Self.cache.projections)) != nil,
      (try? log.limitCache(kibibytes: Self.cache.log)) != nil
    else { return nil }
    let ofFile = Handed(log: other)
    let ofProjections = Handed(log: twin)
    for handed in [ofFile, ofProjections] {
      handed.log.connection.stopStatements { [shared] in shared.isStopped.load(ordering: .relaxed) }
    }
    // What cannot be told here, is told in its turn.
    if (try? ReadModel.state(log)) == .current {
      projections = BackgroundWork { [shared] in
        Found { () throws(Failure) in
          try ProjectionCheck.problem(ofProjections.log) { shared.eventsRead.store($0, ordering: .relaxed) }
        }
      }
      guard projections != nil else { return nil }
    } else {
      projections = nil
      shared.eventsRead.store(.max, ordering: .relaxed)
    }
    let file = BackgroundWork { [shared] in
      let found = Found { () throws(Failure) in try FileCheck.problem(ofFile.log) }
      if found != .success(nil) { shared.isFileSound.store(false, ordering: .relaxed) }
      return found
    }
    guard let file else {
      shared.isStopped.store(true, ordering: .relaxed)
      return nil
    }
    self.file = file
  }

  /// What is still running ends soon; the members wait for it.
  deinit { shared.isStopped.store(true, ordering: .relaxed) }

  /// Whether nothing was found in the file until now.
  var isFileSound: Bool { shared.isFileSound.load(ordering: .relaxed) }

  /// Of how many events the projections were folded until now.
  var eventsRead: Int { shared.eventsRead.load(ordering: .relaxed) }

  /// What ``FileCheck`` found.
  func fileProblem() throws(Failure) -> String? { try file.value().get() }

  /// What ``ProjectionCheck`` found, whose projections are of this version.
  ///
  /// - Parameter progress: called now and then with the number of events read.
  func projectionProblem(_ progress: (Int) -> Void) throws(Failure) -> String? {
    guard let projections else { preconditionFailure("projections of another version are not compared") }
    return try projections.value { progress(eventsRead) }.get()
  }
}
