extension DocumentCell {
  /// A status or an outcome, in the tone of what it means.
  package static func status(_ word: String) -> DocumentCell {
    let tone: Tone? =
      switch word.uppercased() {
      case "RUNNING", "SUCCEEDED": .good
      case "FAILED", "ERROR": .bad
      case "FROZEN", "REFUSED", "SUPERSEDED", "CANCELLED": .odd
      case "STARTING", "CREATING", "INIT", "RESTARTING", "SNAPSHOTTING", "IN PROGRESS": .strong
      case let word where word.hasSuffix("_FAILED"): .bad
      case "GONE", "DELETED": .faint
      default: nil
      }
    return tone.map { .toned(word, $0) } ?? .text(word)
  }
}
