/// Why lines of a fleet cannot be taken: what, where and what next. Nothing that was made of them is of use.
package struct FleetFault: Error, Sendable, Equatable {
  /// What a caller decides upon.
  package enum Kind: Sendable, Equatable {
    /// Cut, changed, or of different fleets.
    case damaged
    /// Made by another version of the program.
    case otherVersion
  }

  /// What a caller decides upon.
  package let kind: Kind
  /// What happened and where, without a full stop.
  package let message: String
  /// What a person can do next; empty when there is nothing to say.
  package let hint: String

  /// A fault in words.
  package init(_ kind: Kind, _ message: String, hint: String = "") {
    self.kind = kind
    self.message = message
    self.hint = hint
  }

  /// Damage, in words.
  package static func damaged(_ message: String, hint: String = "") -> FleetFault {
    FleetFault(.damaged, message, hint: hint)
  }
}
