import NBBasics
import NBEventLog
import NBObservations
import NBProjections
import NBSQLite

/// Exposure as tables: `nb_exposure`, `nb_storage_only`, `nb_unobserved`. They read spells, never the log, unless the
/// question counts shorter gaps than the spells were merged by.
enum ExposureTables {
  static func register(on connection: Connection, _ cache: SpellCache?) throws(Failure) {
    try connection.register(table: exposure(connection, cache))
    try connection.register(table: storageOnly(connection, cache))
    try connection.register(table: unobserved(connection, cache))
  }

  // MARK: nb_exposure

  /// What pieces are added up by: everything a query may group or filter by.
  private struct Key: Hashable {
    let resource: ExposureResource
    let bucket: String?
    /// Among the different dimensions of the instance.
    let dimensions: Int
  }

  private struct Group {
    let key: Key
    var sum = ExposureSum()
    var flags: ExposureFlags = []
    var length: Int64 = 0
  }

  /// What an instance was at a time, as the last columns but one of a row.
  private struct Dimensions: Equatable {
    let values: [Value]

    init(_ traits: NotebookTraits) {
      values = [
        traits.flavor, traits.flavorClass.class.rawValue, traits.imageID, traits.imageName, traits.imageTag,
        traits.workspaceID, traits.userName, traits.poolID,
      ].map { Value($0) }
    }
  }

  private static func exposure(_ connection: Connection, _ cache: SpellCache?) -> TableFunction {
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
      var pieces: [ExposurePiece] = []
      return try SpellScan.rows(connection, parameters, cache) { stream, spells in
        Self.rows(of: spells, stream: stream, parameters, bucket, &pieces)
      }
    }
  }

  private static func rows(
    of spells: [ExposureSpell], stream: Int64, _ parameters: ExposureParameters,
    _ bucket: (unit: CalendarBucket.Unit, utcOffset: Int64)?, _ pieces: inout [ExposurePiece]
  ) -> [[Value]] {
    // Most instances keep their traits: a guess of the flavor's class, and a comparison, are made once a change of them.
    var dimensions: [Dimensions] = []
    var dimensionsOfSpells: [Int] = []
    for (index, spell) in spells.enumerated() {
      if index > 0, spell.facts.traits == spells[index - 1].facts.traits {
        dimensionsOfSpells.append(dimensionsOfSpells[index - 1])
        continue
      }
      let own = Dimensions(spell.facts.traits)
      let known = dimensions.firstIndex(of: own) ?? dimensions.count
      if known == dimensions.count { dimensions.append(own) }
      dimensionsOfSpells.append(known)
    }
    var groups: [Group] = []
    var indices: [Key: Int] = [:]
    var latest = 0
    func add(_ part: ExposurePiece, _ label: String?) {
      let key = Key(resource: part.resource, bucket: label, dimensions: dimensionsOfSpells[part.spell])
      if groups.isEmpty || groups[latest].key != key {
        latest = indices[key] ?? groups.count
        if latest == groups.count {
          indices[key] = latest
          groups.append(Group(key: key))
        }
      }
      groups[latest].sum.add(part)
      groups[latest].flags.formUnion(part.flags)
      groups[latest].length += part.until - part.from
    }
    pieces.removeAll(keepingCapacity: true)
    for resource in ExposureResource.allCases {
      ExposureCalculator(resource, parameters).append(piecesOf: spells, to: &pieces)
    }
    for piece in pieces {
      if let bucket {
        piece.forEachBucket(bucket.unit, utcOffset: bucket.utcOffset) { add($1, $0.label) }
      } else {
        add(piece, nil)
      }
    }
    return groups.map { group in
      let (key, sum) = (group.key, group.sum)
      // "… and is named in the output"
      let words = group.flags.words + (parameters.assumesDocumentedBilling ? ["assume-billing-documented"] : [])
      var row: [Value] = [
        .integer(stream), .text(key.resource.word), Value(bucket?.unit == .hour ? key.bucket : nil),
        Value(bucket?.unit == .day ? key.bucket : nil),
        Value(bucket?.unit == .week ? key.bucket : nil),
        .integer(sum.lower), .integer(sum.best), .integer(sum.upper), .integer(sum.unobserved),
        .integer(Int64(clamping: sum.lowerGB)), .integer(Int64(clamping: sum.bestGB)),
        .integer(Int64(clamping: sum.upperGB)), Value(words.isEmpty ? nil : words.joined(separator: " ")),
      ]
      row += dimensions[key.dimensions].values
      row.append(.integer(group.length))
      return row
    }
  }

  // MARK: nb_storage_only

  private static func storageOnly(_ connection: Connection, _ cache: SpellCache?) -> TableFunction {
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
      return try SpellScan.rows(connection, parameters, cache) { stream, spells in
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
  private static func unobserved(_ connection: Connection, _ cache: SpellCache?) -> TableFunction {
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
      return try SpellScan.rows(connection, parameters, cache) { stream, spells in
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
