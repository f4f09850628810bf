import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// Exposure as tables: `nb_exposure`, `nb_storage_only`, `nb_unobserved`. They read spells, never the log, unless the
/// question counts shorter gaps than the spells were merged by.
enum ExposureTables {
  static func register(on connection: Connection) throws(Failure) {
    try connection.register(table: exposure(connection))
    try connection.register(table: storageOnly(connection))
    try connection.register(table: unobserved(connection))
  }

  // MARK: nb_exposure

  /// What pieces are added up by: everything a query may group or filter by.
  private struct Key: Hashable {
    let resource: ExposureResource
    let bucket: String?
    let spellFacts: Dimensions
  }

  private struct Dimensions: Hashable {
    let flavor: String?
    let flavorClass: String
    let imageID: String?
    let imageName: String?
    let imageTag: String?
    let workspaceID: String?
    let userName: String?
    let poolID: String?

    init(_ facts: ExposureFacts) {
      flavor = facts.flavor
      flavorClass =
        facts.traits.flavorClass.class.rawValue
      imageID = facts.imageID
      imageName = facts.imageName
      imageTag = facts.imageTag
      workspaceID = facts.workspaceID
      userName = facts.userName
      poolID = facts.poolID
    }

    var values: [Value] {
      [flavor, flavorClass, imageID, imageName, imageTag, workspaceID, userName, poolID].map { Value($0) }
    }
  }

  private static func exposure(_ connection: Connection) -> TableFunction {
    TableFunction(
      name: "nb_exposure",
      columns: [
        .init("stream_id", "INTEGER"), .init("resource", "TEXT"), .init("hour", "TEXT"), .init("day", "TEXT"),
        .init("week", "TEXT"),
        .init("lower_ms", "INTEGER"), .init("best_ms", "INTEGER"), .init("upper_ms", "INTEGER"),
        .init("unobserved_ms", "INTEGER"), .init("lower_gb_ms", "INTEGER"), .init("best_gb_ms", "INTEGER"),
        .init("upper_gb_ms", "INTEGER"), .init("flags", "TEXT"), .init("flavor", "TEXT"),
        .init("flavor_class_guess", "TEXT"), .init("image_id", "TEXT"), .init("image_name", "TEXT"),
        .init("image_tag", "TEXT"), .init("workspace_id", "TEXT"), .init("user_name", "TEXT"),
        .init("pool_id", "TEXT"), .init("length_ms", "INTEGER"),
      ],
      parameters: [
        "from_ms", "until_ms", "as_of_ms", "max_gap_ms", "free_gb", "assume_billing", "bucket", "utc_offset_ms",
      ]
    ) { [weak connection] arguments in
      guard let connection else { return { nil } }
      let parameters = try ExposureArguments.parameters(arguments)
      let bucket = ExposureArguments.bucket(arguments)
      return try SpellScan.rows(connection, parameters) { stream, spells in
        Self.rows(of: spells, stream: stream, parameters, bucket)
      }
    }
  }

  private static func rows(
    of spells: [ExposureSpell], stream: Int64, _ parameters: ExposureParameters,
    _ bucket: (unit: CalendarBucket.Unit, utcOffset: Int64)?
  ) -> [[Value]] {
    var sums: [Key: (sum: ExposureSum, flags: ExposureFlags, length: Int64)] = [:]
    var order: [Key] = []
    // Pieces come spell by spell, many of each: the class of a flavor is guessed once a spell.
    var latest: (spell: Int, dimensions: Dimensions)?
    func dimensions(of spell: Int) -> Dimensions {
      if let latest, latest.spell == spell { return latest.dimensions }
      let dimensions = Dimensions(spells[spell].facts)
      latest = (spell, dimensions)
      return dimensions
    }
    for resource in ExposureResource.allCases {
      ExposureCalculator(resource, parameters).forEachPiece(of: spells) { piece in
        let dimensions = dimensions(of: piece.spell)
        func add(_ label: String?, _ part: ExposurePiece) {
          let key = Key(resource: resource, bucket: label, spellFacts: dimensions)
          if sums[key] == nil { order.append(key) }
          var entry = sums[key] ?? (ExposureSum(), [], 0)
          entry.sum.add(part)
          entry.flags.formUnion(part.flags)
          entry.length += part.until - part.from
          sums[key] = entry
        }
        if let bucket {
          piece.forEachBucket(bucket.unit, utcOffset: bucket.utcOffset) { add($0.label, $1) }
        } else {
          add(nil, piece)
        }
      }
    }
    return order.compactMap { key in
      guard let (sum, flags, length) = sums[key] else { return nil }
      // "… and is named in the output"
      let words = flags.words + (parameters.assumesDocumentedBilling ? ["assume-billing-documented"] : [])
      let figures: [Value] = [
        .integer(sum.lower), .integer(sum.best), .integer(sum.upper), .integer(sum.unobserved),
        .integer(Int64(clamping: sum.lowerGB)), .integer(Int64(clamping: sum.bestGB)),
        .integer(Int64(clamping: sum.upperGB)),
      ]
      return [
        .integer(stream), .text(key.resource.word), Value(bucket?.unit == .hour ? key.bucket : nil),
        Value(bucket?.unit == .day ? key.bucket : nil),
        Value(bucket?.unit == .week ? key.bucket : nil),
      ] + figures + [Value(words.isEmpty ? nil : words.joined(separator: " "))] + key.spellFacts.values + [
        .integer(length)
      ]
    }
  }

  // MARK: nb_storage_only

  private static func storageOnly(_ connection: Connection) -> TableFunction {
    TableFunction(
      name: "nb_storage_only",
      columns: [
        .init("stream_id", "INTEGER"), .init("lower_ms", "INTEGER"), .init("best_ms", "INTEGER"),
        .init("upper_ms", "INTEGER"), .init("unobserved_ms", "INTEGER"), .init("lower_gb_ms", "INTEGER"),
        .init("best_gb_ms", "INTEGER"), .init("upper_gb_ms", "INTEGER"),
      ],
      parameters: ["from_ms", "until_ms", "as_of_ms", "max_gap_ms", "free_gb", "assume_billing"]
    ) { [weak connection] arguments in
      guard let connection else { return { nil } }
      let parameters = try ExposureArguments.parameters(arguments)
      return try SpellScan.rows(connection, parameters) { stream, spells in
        let only = StorageOnly(of: spells, parameters)
        return [
          [
            .integer(stream), .integer(only.lower.milliseconds), .integer(only.best.milliseconds),
            .integer(only.upper.milliseconds), .integer(only.unobserved),
            .integer(Int64(clamping: only.lower.gbMilliseconds)), .integer(Int64(clamping: only.best.gbMilliseconds)),
            .integer(Int64(clamping: only.upper.gbMilliseconds)),
          ]
        ]
      }
    }
  }

  // MARK: nb_unobserved

  /// Spans of an instance about which nothing is claimed; free and deleted instances have none.
  private static func unobserved(_ connection: Connection) -> TableFunction {
    TableFunction(
      name: "nb_unobserved",
      columns: [
        .init("stream_id", "INTEGER"), .init("since", "TEXT"), .init("from_ms", "INTEGER"),
        .init("length_ms", "INTEGER"),
      ],
      parameters: ["window_from_ms", "window_until_ms", "as_of_ms", "max_gap_ms"]
    ) { [weak connection] arguments in
      guard let connection else { return { nil } }
      let parameters = try ExposureArguments.parameters(arguments)
      return try SpellScan.rows(connection, parameters) { stream, spells in
        ExposureCalculator(.storage, parameters).pieces(of: spells)
          .filter { $0.isUnobserved && $0.from < $0.until }
          .map {
            [
              .integer(stream), .text($0.from.rfc3339), .integer($0.from.milliseconds), .integer($0.until - $0.from),
            ]
          }
      }
    }
  }
}

extension Value {
  init(_ text: String?) { self = text.map(Value.text) ?? .null }
}
