/// The rows behind a document as CSV, a file a section: its tables below each other, with all their columns in machine
/// units. The first column, `table`, says which table a row belongs to; cells that a table does not have are empty.
public struct CSVRenderer: DocumentRenderer {
  private let writer: CSVWriter

  /// A renderer whose files `writer` writes.
  public init(_ writer: CSVWriter = CSVWriter()) { self.writer = writer }

  /// All sections below each other.
  public func render(_ document: Document) -> [UInt8] { bytes(document.sections.flatMap(\.data)) }

  /// The bytes of one section.
  public func bytes(_ section: Document.Section) -> [UInt8] { bytes(section.data) }

  private func bytes(_ tables: [Table]) -> [UInt8] {
    let names = CSVRenderer.union(tables.map { $0.columns.map(\.name) })
    var writer = writer
    var output: [UInt8] = []
    writer.begin([Column("table")] + names.map { Column($0) }, into: &output)
    for table in tables {
      let places = names.map { table.index(of: $0) }
      for row in table.rows {
        let cells = places.map { $0.map { MachineText(row[$0], table.columns[$0].kind) } ?? .missing }
        writer.write(machine: [.text(table.title ?? "")] + cells, into: &output)
      }
    }
    return output
  }

  /// All names, each once; one that an earlier table lacks stands after its neighbour, so that dimensions stay in front.
  static func union(_ lists: [[String]]) -> [String] {
    var names: [String] = []
    for list in lists {
      var place = 0
      for name in list {
        if let known = names.firstIndex(of: name) {
          place = known + 1
        } else {
          names.insert(name, at: place)
          place += 1
        }
      }
    }
    return names
  }
}
