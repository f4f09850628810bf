/// Why a part of the input is no observation; in words, never with a value from the input.
public struct RejectReason: Error, Sendable, Hashable {
  /// The words, without a full stop.
  public let text: String

  /// A reason in words; free of values from the input.
  public init(_ text: String) { self.text = text }

  static let noInstance = RejectReason("the body has no `id` and the envelope no `notebook_id`")
  static let notNotebook = RejectReason(
    "has an `id` but nothing of a notebook: no status, flavor, image, lease or progress")
  static let flavors = RejectReason("a list of flavors, not of notebooks: `nbtrack catalog import` reads it")
}
