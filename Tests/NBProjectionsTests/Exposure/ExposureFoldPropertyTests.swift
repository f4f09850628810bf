import NBBasics
import NBObservations
import Testing

@testable import NBProjections

/// What the fold promises for any history, batch and order of arrival.
@Suite struct ExposureFoldPropertyTests {
  /// Spells emitted so far, and the fold behind them.
  private struct Run: Equatable {
    var fold = ExposureFold()
    var spells: [ExposureSpell] = []

    mutating func take(_ events: some Sequence<FoldEvent>) {
      for event in events { fold.evolve(event) { spells.append($0) } }
    }

    init(_ events: some Sequence<FoldEvent>) { take(events) }
  }

  @Test(arguments: exposureSeeds)
  func `a state read back at any cut goes on as before; spells given out stay - E21`(seeds: Range<UInt64>) throws {
    for seed in seeds {
      let events = exposureHistories[Int(seed)].events
      let cut = Int(seed % UInt64(events.count + 1))
      var run = Run(events[..<cut])
      var writer = StateWriter()
      run.fold.encode(into: &writer)
      for spell in run.spells { spell.encode(into: &writer) }
      var reader = StateReader(writer.bytes)
      let fold = try ExposureFold(from: &reader)
      var memo = TraitsMemo()
      let spells = try run.spells.map { _ in try ExposureSpell(from: &reader, &memo) }
      #expect(fold == run.fold && spells == run.spells && reader.isAtEnd, "seed \(seed)")
      var again = StateWriter()
      fold.encode(into: &again)
      for spell in spells { spell.encode(into: &again) }
      #expect(again.bytes == writer.bytes, "seed \(seed)")
      run.fold = fold
      run.take(events[cut...])
      #expect(run == Run(events), "seed \(seed)")
    }
  }

  @Test(arguments: exposureSeeds)
  func `answers of equal content count alike, shared or not`(seeds: Range<UInt64>) {
    for seed in seeds {
      let events = exposureHistories[Int(seed)].events
      let copies = events.map { event in
        let answer = event.answer
        return FoldEvent(
          observedAt: event.observedAt,
          answer: Answer(
            kind: answer.kind, httpStatus: answer.httpStatus, hasBody: answer.hasBody, facts: answer.facts))
      }
      #expect(Run(copies) == Run(events), "seed \(seed)")
    }
  }

  @Test(arguments: exposureSeeds)
  func `answers without information, and duplicates, change nothing - E1 E2`(seeds: Range<UInt64>) {
    let silent = [
      Answer(kind: .poll, httpStatus: 503, hasBody: true, facts: NotebookFacts()),
      Answer(kind: .poll, httpStatus: 0, hasBody: false, facts: NotebookFacts()),
      Answer(kind: .start, httpStatus: 202, hasBody: false, facts: NotebookFacts()),
      Answer(kind: .start, httpStatus: 403, hasBody: true, facts: NotebookFacts()),
    ]
    for seed in seeds {
      var numbers = SeededNumbers(seed: ~seed)
      let events = exposureHistories[Int(seed)].events
      let more = events.flatMap { event in
        let extra = FoldEvent(observedAt: event.observedAt, answer: numbers.pick(silent))
        return numbers.chance(0.5) ? [event, event] : numbers.chance(0.5) ? [extra, event] : [event, extra]
      }
      #expect(Run(more) == Run(events), "seed \(seed)")
    }
  }

  @Test(arguments: exposureSeeds)
  func `events that arrived in any order give the same spells once they are in projection order`(
    seeds: Range<UInt64>
  ) {
    for seed in seeds {
      var numbers = SeededNumbers(seed: ~seed)
      let events = exposureHistories[Int(seed)].events
      let arrived = events.enumerated().shuffled(using: &numbers)
      let sorted = arrived.sorted { ($0.element.observedAt, $0.offset) < ($1.element.observedAt, $1.offset) }
      #expect(Run(sorted.map(\.element)) == Run(events), "seed \(seed)")
    }
  }

  @Test(arguments: exposureSeeds)
  func `spells come in order, keep to the limit, and are the longest that do - E20`(seeds: Range<UInt64>) {
    for seed in seeds {
      let run = Run(exposureHistories[Int(seed)].events)
      let all = run.spells + run.fold.openSpells
      for spell in all {
        #expect(spell.maxGap <= ExposureFold.mergedGap && (spell.count == 1) == (spell.maxGap == 0), "seed \(seed)")
      }
      for (a, b) in zip(all, all.dropFirst()) {
        let gap = b.firstAt - a.lastAt
        #expect(gap > 0 && (gap > ExposureFold.mergedGap || a.facts != b.facts), "seed \(seed)")
      }
    }
  }

  @Test(arguments: exposureSeeds)
  func `a spell cut at an as-of in the past equals the fold of the earlier events - E20`(seeds: Range<UInt64>) {
    for seed in seeds {
      let history = exposureHistories[Int(seed)]
      var parameters = history.parameters
      parameters.longestGap = ExposureFold.mergedGap
      let state = history.events.filter { ExposureFacts($0.answer) != nil }
      guard let last = state.last(where: { $0.observedAt <= parameters.asOf }) else { continue }
      let run = Run(history.events)
      let cut = (run.spells + run.fold.openSpells).filter { $0.firstAt <= parameters.asOf }.map {
        let isCut = $0.needsLog(longestGap: parameters.longestGap, asOf: parameters.asOf)
        return isCut ? $0.ending(at: last.observedAt, count: 1) : $0
      }
      for resource in ExposureResource.allCases {
        let expected = history.total(resource) { $0.longestGap = ExposureFold.mergedGap }
        #expect(ExposureTotal(resource, parameters, cut) == expected, "seed \(seed) \(resource)")
      }
    }
  }
}
