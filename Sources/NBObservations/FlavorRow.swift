import NBBasics

/// One row of a ListFlavors answer, as far as the class of the flavor goes.
public struct FlavorRow: Hashable, Sendable {
  /// The flavor's id as sent; never empty when read from an answer.
  public let id: String
  /// `category` as sent; nil when absent.
  public let category: String?
  /// Whether there is a `gpu` object.
  public let hasGPU: Bool
  /// Whether there is an `ascend` object.
  public let hasNPU: Bool

  /// The rows of an answer: those of `data` and of `flavors`, or of a bare array. Rows without an id are left out.
  /// Nil when the bytes are neither.
  public static func read(_ bytes: [UInt8]) -> [FlavorRow]? {
    var tape = JSONTape()
    return bytes.withUnsafeBytes { bytes in
      guard (try? tape.parse(bytes)) != nil else { return nil }
      let root = JSONTape.root
      let lists =
        tape.kind(root) == .array
        ? [root]
        : [tape.member("flavors", of: root), tape.member("data", of: root)].compactMap { $0 }
          .filter { tape.kind($0) == .array }
      guard !lists.isEmpty else { return nil }
      var rows: [FlavorRow] = []
      for list in lists {
        tape.forEachElement(of: list) { row in
          guard let id = tape.string(tape.member("id", of: row)), !id.isEmpty else { return }
          func hasObject(_ key: StaticString) -> Bool {
            tape.member(key, of: row).map { tape.kind($0) == .object } ?? false
          }
          rows.append(
            FlavorRow(
              id: id, category: tape.string(tape.member("category", of: row)), hasGPU: hasObject("gpu"),
              hasNPU: hasObject("ascend")))
        }
      }
      return rows
    }
  }
}
