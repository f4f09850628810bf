/// Whether an instance is on its way, by the status word of its last answer.
package enum Motion: Equatable, Sendable {
  /// INIT, CREATING, STARTING: what the latencies are about.
  case starting
  /// STOPPING, SNAPSHOTTING, DELETING.
  case stopping
  /// A word that is not known; on its way for a while, then at rest.
  case unknown
  case atRest

  /// - Parameter word: as the service writes it, in any case.
  package init(word: String) {
    switch word.uppercased() {
    case "INIT", "CREATING", "STARTING": self = .starting
    case "STOPPING", "SNAPSHOTTING", "DELETING": self = .stopping
    case "RUNNING", "CREATE_FAILED", "START_FAILED", "ERROR", "STOPPED", "DELETED", "DELETE_FAILED", "FROZEN", "GONE":
      self = .atRest
    default: self = .unknown
    }
  }

  package var isMoving: Bool { self != .atRest }
}

/// An instance as an answer has it, as far as the schedule cares.
package struct SeenInstance: Equatable, Sendable {
  package let id: String
  /// The status word.
  package let word: String
  /// Whether the answer has `action_progress`: else a row tells nothing of a start's steps.
  package let carriesProgress: Bool

  package init(id: String, word: String, carriesProgress: Bool) {
    self.id = id
    self.word = word
    self.carriesProgress = carriesProgress
  }
}

/// What is known of an instance between two looks.
struct WatchedInstance {
  var motion: Motion
  /// Since when it is on its way.
  var movingSince: Int64
  /// Since when its word is one that is not known.
  var unknownSince: Int64?
  /// When to look at it next; nil while the list is enough.
  var nextShow: Int64?
  /// Asked because it was on no page: how often so far; nil while it is listed.
  var absences: Int?
  /// The first look after its discovery is still to come: no row puts it off.
  var awaitsFirstShow = false
}

/// One look at the service.
package enum Look: Hashable, Sendable {
  case list(ListPage)
  case show(id: String)
}

/// One page of a list.
package struct ListPage: Hashable, Sendable {
  /// Index of the filter, in the order given.
  package var filter: Int
  /// Rows before the page.
  package var offset: Int
  /// Rows that are asked for.
  package var limit: Int
  /// Whether the order by time of creation is asked for.
  package var isSorted: Bool

  package init(filter: Int, offset: Int, limit: Int, isSorted: Bool) {
    self.filter = filter
    self.offset = offset
    self.limit = limit
    self.isSorted = isSorted
  }
}
