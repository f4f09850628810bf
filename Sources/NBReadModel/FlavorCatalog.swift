import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// Classes of flavors from ListFlavors answers.
package enum FlavorCatalog {
  /// A flavor whose class the answer tells.
  package struct Flavor: Sendable, Hashable {
    /// The flavor's id as sent.
    package let id: String
    /// The class that its row tells; never unknown.
    package let flavorClass: FlavorClass
  }

  /// Why a file is no ListFlavors answer.
  package struct Fault: Error, Sendable {
    /// What is wrong, in words; never a value from the file.
    package let reason: String
  }

  /// Reads the rows of `data` and `flavors` (an answer may carry either or both), or an array of rows.
  ///
  /// The class is that of `category` (CPU, GPU, ASCEND, NPU in any case); without a known one a `gpu` or `ascend`
  /// object tells. Rows that tell no class are left out.
  package static func parse(_ bytes: [UInt8]) throws(Fault) -> [Flavor] {
    guard let rows = FlavorRow.read(bytes) else { throw Fault(reason: "not JSON, or without `data` and `flavors`") }
    var classes: [String: FlavorClass] = [:]
    for row in rows {
      guard let flavorClass = row.category.flatMap(FlavorClass.init(category:)) ?? implied(row) else { continue }
      classes[row.id] = flavorClass
    }
    guard !classes.isEmpty || rows.isEmpty else { throw Fault(reason: "no row tells a flavor's category") }
    return classes.map { Flavor(id: $0.key, flavorClass: $0.value) }.sorted { $0.id < $1.id }
  }

  private static func implied(_ row: FlavorRow) -> FlavorClass? { row.hasNPU ? .npu : row.hasGPU ? .gpu : nil }

  /// Stores classes over those of earlier imports.
  package static func store(
    _ flavors: [Flavor], in log: EventLog
  ) throws(Failure) -> (added: Int, changed: Int) {
    try log.connection.transaction(.immediate) { () throws(Failure) -> (added: Int, changed: Int) in
      var result = (added: 0, changed: 0)
      let find = try log.connection.prepare("SELECT flavor_class FROM flavor_catalog WHERE flavor_id = ?1")
      let put = try log.connection.prepare(
        """
        INSERT INTO flavor_catalog (flavor_id, flavor_class) VALUES (?1, ?2)
        ON CONFLICT (flavor_id) DO UPDATE SET flavor_class = excluded.flavor_class
        """)
      for flavor in flavors {
        find.bind(flavor.id, at: 1)
        let known = try find.step() ? find.text(0) : nil
        find.reset()
        if known == flavor.flavorClass.rawValue { continue }
        if known == nil { result.added += 1 } else { result.changed += 1 }
        put.bind(flavor.id, at: 1)
        put.bind(flavor.flavorClass.rawValue, at: 2)
        try put.run()
      }
      return result
    }
  }
}
