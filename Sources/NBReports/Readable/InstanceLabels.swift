/// What instances and their images are called on a page: by name, with as much of the id as tells equal names apart.
package struct InstanceLabels: Sendable {
  private let labels: [String: String]
  private let images: [String: String]
  private let idLength: Int

  /// The instances of a log, ids with their names.
  ///
  /// Ids are shortened to the shortest length from 8 on at which no two are the same, so that what is shown can be
  /// typed back.
  ///
  /// - Parameter images: ids of images with a name of each; a name that several ids have names none of them.
  package init(_ instances: [(id: String, name: String?)], images: [String: String] = [:]) {
    let names = Dictionary(images.map { ($0.value, 1) }, uniquingKeysWith: +)
    self.images = images.filter { names[$0.value] == 1 && !$0.value.isEmpty }
    let ids = Set(instances.map(\.id))
    let longest = ids.reduce(8) { max($0, $1.count) }
    let length = (8..<longest).first { length in Set(ids.map { $0.prefix(length) }).count == ids.count } ?? longest
    var counts: [String: Set<String>] = [:]
    for (id, name) in instances { counts[name ?? "", default: []].insert(id) }
    var labels: [String: String] = [:]
    for case (let id, let name?) in instances where !name.isEmpty {
      labels[id] = (counts[name]?.count ?? 0) > 1 ? "\(name) (\(id.prefix(length)))" : name
    }
    self.labels = labels
    idLength = length
  }

  /// The name of an instance, or the shortened id of one without name.
  package func cell(_ id: String) -> DocumentCell {
    labels[id].map(DocumentCell.text) ?? .code(short(id))
  }

  /// The name of an image by its id; nil where only the id tells it.
  package func image(_ id: String) -> String? { images[id] }

  /// The shortened id.
  package func short(_ id: String) -> String { String(id.prefix(idLength)) }
}
