/// Which rows a question is about, and so what can narrow and group them. Each kind is a view: `chosen_attempt` is
/// `attempt_dimension` narrowed to what the question asked for.
package enum ChosenRows: String, CaseIterable, Sendable {
  /// A start attempt; `kind`, `origin` and `outcome` are its own.
  case attempt
  /// An instance as it is at as-of.
  case instance
  /// What an instance was exposed to, by the facts that held meanwhile.
  case exposure

  /// The view that a query reads.
  package var view: String { "chosen_" + rawValue }

  /// The view that it chooses from.
  package var source: String { rawValue + "_dimension" }
}
