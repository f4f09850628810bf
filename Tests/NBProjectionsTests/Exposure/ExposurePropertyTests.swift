import NBBasics
import NBObservations
import Testing

@testable import NBProjections

/// The invariants of section 5, each over random histories. A failure names the seed of its history.
@Suite struct ExposurePropertyTests {
  @Test(arguments: exposureSeeds)
  func `the figures are those of the rules read literally - E1 to E15`(seeds: Range<UInt64>) {
    for seed in seeds {
      let history = exposureHistories[Int(seed)]
      for resource in ExposureResource.allCases {
        let reference = ExposureReference(resource: resource, parameters: history.parameters)
        let expected = reference.figures(history.events)
        let total = history.total(resource)
        #expect(ExposureReference.Figures(total.sum) == expected, "seed \(seed) \(resource)")
      }
    }
  }

  @Test(arguments: exposureSeeds)
  func `lower is at most best, best at most upper, and upper with unobserved at most the window`(
    seeds: Range<UInt64>
  ) {
    for seed in seeds {
      let history = exposureHistories[Int(seed)]
      let window = history.parameters.until - history.parameters.from!
      for resource in ExposureResource.allCases {
        let sum = history.total(resource).sum
        let inOrder = 0 <= sum.lower && sum.lower <= sum.best && sum.best <= sum.upper
        let gbInOrder = 0 <= sum.lowerGB && sum.lowerGB <= sum.bestGB && sum.bestGB <= sum.upperGB
        #expect(inOrder && gbInOrder && sum.upper + sum.unobserved <= window, "seed \(seed) \(resource)")
      }
    }
  }

  @Test(arguments: exposureSeeds)
  func `merged spells say what single observations say, for every group - E20`(seeds: Range<UInt64>) {
    for seed in seeds {
      let history = exposureHistories[Int(seed)]
      let resource = ExposureResource.allCases[Int(seed % 2)]
      let merged = groups(history.spells(), resource, history.parameters)
      let single = groups(history.spells(mergedGap: -1), resource, history.parameters)
      #expect(merged == single, "seed \(seed)")
    }
  }

  /// Sums and flags by flavor and day.
  private func groups(
    _ spells: [ExposureSpell], _ resource: ExposureResource, _ parameters: ExposureParameters
  ) -> [String: [ExposurePiece]] {
    var groups: [String: [ExposurePiece]] = [:]
    ExposureCalculator(resource, parameters).forEachPiece(of: spells) { piece in
      piece.forEachBucket(.day) { bucket, part in
        groups["\(spells[piece.spell].facts.flavor ?? "-") \(bucket.label)", default: []].append(part)
      }
    }
    return groups.mapValues(joined)
  }

  /// Neighbours that say the same joined, without the index of their spell: a piece may be divided at any look.
  private func joined(_ pieces: [ExposurePiece]) -> [ExposurePiece] {
    var result: [ExposurePiece] = []
    for piece in pieces {
      var piece = piece.anonymous(from: piece.from)
      if let last = result.last, last.until == piece.from {
        let longer = piece.anonymous(from: last.from)
        if longer.anonymous(until: last.until) == last {
          piece = longer
          result.removeLast()
        }
      }
      result.append(piece)
    }
    return result
  }

  @Test(arguments: exposureSeeds)
  func `splitting a window is additive to the millisecond - E19`(seeds: Range<UInt64>) {
    for seed in seeds {
      let history = exposureHistories[Int(seed)]
      var numbers = SeededNumbers(seed: ~seed)
      let resource = ExposureResource.allCases[Int(seed % 2)]
      let cut = history.parameters.from! + numbers.number(0...(history.parameters.until - history.parameters.from!))
      let left = history.total(resource) { $0.until = cut }
      let right = history.total(resource) { $0.from = cut }
      var sum = left.sum
      sum += right.sum
      let whole = history.total(resource)
      #expect(sum == whole.sum && left.flags.union(right.flags) == whole.flags, "seed \(seed)")
    }
  }

  @Test(arguments: exposureSeeds)
  func `days and weeks add up to the total, whatever the offset from UTC - E19`(seeds: Range<UInt64>) {
    for seed in seeds {
      let history = exposureHistories[Int(seed)]
      let resource = ExposureResource.allCases[Int(seed % 2)]
      let offset = Int64(seed % 27) * 3_600_000 - 43_200_000
      let unit = CalendarBucket.Unit.allCases[Int(seed / 2 % 2)]
      var sum = ExposureSum()
      ExposureCalculator(resource, history.parameters).forEachPiece(of: history.spells()) { piece in
        piece.forEachBucket(unit, utcOffset: offset) { sum.add($1) }
      }
      #expect(sum == history.total(resource).sum, "seed \(seed)")
    }
  }

  @Test(arguments: exposureSeeds)
  func `a larger longest gap never increases unobserved time`(seeds: Range<UInt64>) {
    for seed in seeds {
      let history = exposureHistories[Int(seed)]
      let resource = ExposureResource.allCases[Int(seed % 2)]
      var before = Int64.max
      for gap: Int64 in [0, 299_999, 900_000, 3_600_000, 90_000_000] {
        let unobserved = history.total(resource) { $0.longestGap = gap }.sum.unobserved
        #expect(unobserved <= before, "seed \(seed) gap \(gap)")
        before = unobserved
      }
    }
  }

  @Test(arguments: exposureSeeds)
  func `an observation equal to both its neighbours inside an observed segment changes nothing`(
    seeds: Range<UInt64>
  ) {
    var inserted = 0
    for seed in seeds {
      let history = exposureHistories[Int(seed)]
      var numbers = SeededNumbers(seed: ~seed)
      var more = history
      for index in history.events.indices.dropFirst().reversed() {
        let (a, b) = (history.events[index - 1], history.events[index])
        let gap = b.observedAt - a.observedAt
        guard a.answer === b.answer, gap > 1, gap <= history.parameters.longestGap else { continue }
        // Not between two answers of which another of the same instant wins.
        let isLast = index + 1 == history.events.count || history.events[index + 1].observedAt != b.observedAt
        guard isLast, b.observedAt <= history.parameters.asOf else { continue }
        inserted += 1
        more.events.insert(
          FoldEvent(observedAt: a.observedAt + numbers.number(1...(gap - 1)), answer: a.answer), at: index)
      }
      for resource in ExposureResource.allCases {
        #expect(more.total(resource) == history.total(resource), "seed \(seed) \(resource)")
      }
    }
    #expect(inserted > 100)
  }
}

extension ExposurePiece {
  func anonymous(from: Instant? = nil, until: Instant? = nil) -> ExposurePiece {
    ExposurePiece(
      resource: resource, from: from ?? self.from, until: until ?? self.until, countsLower: countsLower,
      countsBest: countsBest, countsUpper: countsUpper, isUnobserved: isUnobserved, lowerGB: lowerGB, bestGB: bestGB,
      upperGB: upperGB, spell: 0, flags: flags)
  }
}
