import NBObservations

/// An instance with what people call it.
package struct NamedInstance: Hashable, Sendable {
  package let key: StreamKey
  /// Its present name; names need not be unique.
  package let name: String?
  /// The word of its present status.
  package let status: String?

  /// What a word may mean.
  package enum Match: Hashable, Sendable {
    case one(NamedInstance)
    /// The candidates, in the order given.
    case several([NamedInstance])
    case none
  }

  package init(key: StreamKey, name: String?, status: String?) {
    self.key = key
    self.name = name
    self.status = status
  }

  /// The instance that a word names: its id, else a unique beginning of one, else its name, a unique beginning of one, a
  /// unique part of one. Names count in any case. Of a beginning that several ids have only a whole name is the better
  /// reading: what an id means today must not depend on names.
  package static func match(_ word: String, among instances: [NamedInstance]) -> Match {
    guard !word.isEmpty else { return .none }
    let lower = word.lowercased()
    func found(_ isMeant: (NamedInstance) -> Bool) -> [NamedInstance] { instances.filter(isMeant) }
    func named(_ isMeant: (String) -> Bool) -> [NamedInstance] {
      found { $0.name.map { isMeant($0.lowercased()) } ?? false }
    }
    let exact = found { $0.key.notebookID == word }
    if !exact.isEmpty { return only(exact) }
    let beginnings = found { $0.key.notebookID.hasPrefix(word) }
    if beginnings.count == 1 { return .one(beginnings[0]) }
    let whole = named { $0 == lower }
    if !whole.isEmpty { return only(whole) }
    if !beginnings.isEmpty { return .several(beginnings) }
    let called = named { $0.hasPrefix(lower) }
    return only(called.isEmpty ? named { $0.firstRange(of: lower) != nil } : called)
  }

  private static func only(_ list: [NamedInstance]) -> Match {
    list.isEmpty ? .none : list.count == 1 ? .one(list[0]) : .several(list)
  }
}
