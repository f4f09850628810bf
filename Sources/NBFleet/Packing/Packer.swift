import NBBasics
import NBObservations

/// Makes blocks of observations: one a stream and day, more where memory did not suffice.
///
/// The same observations in the same order give the same blocks; in any order, as long as memory suffices.
package struct Packer {
  private struct Key: Hashable {
    let stream: StreamKey
    let day: Day
  }

  private let keyID: String
  /// About how many bytes the collected observations may take.
  private let memory: Int
  private var builders: [Key: BlockBuilder] = [:]
  private var cost = 0
  private var streams: Set<StreamKey> = []
  /// Its counts so far.
  package private(set) var summary = PackSummary()

  /// - Parameters:
  ///   - keyID: ``FleetKey/id`` of the key that made the fingerprints of what will be added.
  ///   - memory: bytes, about.
  package init(keyID: String, memory: Int) {
    self.keyID = keyID
    self.memory = memory
  }

  /// Adds observations, and gives blocks of which more may come where they had to make room: the largest.
  package mutating func add(_ batch: ObservationBatch) -> [Block] {
    summary.observations += batch.count
    summary.rejected += batch.rejects.count
    for observation in batch.observations {
      let stream = observation.content.stream
      let builder = builder(Key(stream: stream, day: Day(of: observation.observedAt)))
      let before = builder.cost
      builder.add(observation)
      cost += builder.cost - before
    }
    return cost > memory ? sealLargest() : []
  }

  private mutating func builder(_ key: Key) -> BlockBuilder {
    if let builder = builders[key] { return builder }
    let builder = BlockBuilder(key.stream, key.day)
    builders[key] = builder
    cost += builder.cost
    if streams.insert(key.stream).inserted { summary.streams += 1 }
    return builder
  }

  /// Seals the largest blocks, until half of the memory is free again.
  private mutating func sealLargest() -> [Block] {
    let order = builders.sorted {
      $0.value.cost != $1.value.cost ? $0.value.cost > $1.value.cost : Self.isBefore($0.key, $1.key)
    }
    var blocks: [Block] = []
    for (key, builder) in order {
      if cost <= memory / 2 { break }
      builders[key] = nil
      cost -= builder.cost
      blocks.append(seal(builder))
    }
    return blocks
  }

  private mutating func seal(_ builder: BlockBuilder) -> Block {
    let (block, duplicates) = builder.seal(keyID: keyID)
    summary.blocks += 1
    summary.events += block.events
    summary.duplicates += duplicates
    return block
  }

  private static func isBefore(_ left: Key, _ right: Key) -> Bool {
    left.stream != right.stream ? left.stream < right.stream : left.day < right.day
  }

  /// Seals all that is left, in the order of streams and days; `body` gets them one by one.
  package mutating func finish<Thrown>(_ body: (Block) throws(Thrown) -> Void) throws(Thrown) {
    for key in builders.keys.sorted(by: Self.isBefore) {
      if let builder = builders.removeValue(forKey: key) { try body(seal(builder)) }
    }
    cost = 0
  }
}

extension Block {
  /// Whether it comes before another in what `pack` writes: by region, project, notebook and day.
  package static func isBefore(_ left: (StreamKey, Day), _ right: (StreamKey, Day)) -> Bool {
    left.0 != right.0 ? left.0 < right.0 : left.1 < right.1
  }
}
