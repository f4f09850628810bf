/// The statuses with which the executables end. They are a contract: scripts branch on them.
package enum ExitStatus: Int32, Sendable {
  case done = 0
  case failed = 1
  /// Done, but some input was rejected; or `--strict` stopped at a rejected line.
  case rejected = 2
  /// A gate (`--fail-if`, `--fail-if-any`) tripped.
  case gate = 3
  case integrityViolated = 4
  case busy = 5
  case newerDatabase = 6
  case usage = 64
  case interrupted = 130
}

/// Why a command ends with another status than done: what happened and where, and what to do next.
package struct CommandFailure: Error, Sendable {
  let status: ExitStatus
  /// One line; nil when everything was said already.
  let message: String?
  let hint: String

  init(_ status: ExitStatus, _ message: String? = nil, hint: String = "") {
    self.status = status
    self.message = message
    self.hint = hint
  }
}
