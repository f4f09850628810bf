/// How a word wants to be seen: colour where there is colour, nothing elsewhere. Meaning never hangs on it alone.
package enum Tone: Sendable, Hashable {
  /// What went well.
  case good
  /// What failed.
  case bad
  /// What deserves a second look.
  case odd
  /// What is under way, or leads.
  case strong
  /// What may be skipped.
  case faint
}
