import NBObservations
import Testing

@testable import NBProjections

@Suite struct HistoryFoldTests {
  /// The entries of a life whose events stand at positions 1, 2, 3 …
  private func entries(_ events: [FoldEvent]) -> [HistoryEntry] {
    var fold = HistoryFold()
    for (index, event) in events.enumerated() { fold.evolve(event, position: Int64(index + 1)) }
    return fold.entries
  }

  private func runs(_ events: [FoldEvent]) -> [StatusRun] {
    entries(events).compactMap { if case .status(let run) = $0 { run } else { nil } }
  }

  @Test func `equal polls are one run with its bounds and positions`() throws {
    let runs = runs([
      poll(at: 0, "STOPPED"), poll(at: 60, "RUNNING"), poll(at: 120, "running"), poll(at: 180, "STOPPED"),
    ])
    #expect(runs.map(\.observations) == [1, 2, 1])
    let middle = try #require(runs.dropFirst().first)
    #expect(middle.since == bounds(0, 60))
    #expect(middle.until == bounds(120, 180))
    #expect(middle.positions == 2...3)
    #expect(middle.duration == lasting(60, 180))
    #expect(runs.last?.until == nil)
  }

  @Test func `a poll without information neither ends nor lengthens a run`() throws {
    let runs = runs([
      poll(at: 0, "RUNNING"), observe(.poll, at: 60, nil, http: 503, hasBody: false), poll(at: 120, "RUNNING"),
      observe(.poll, at: 180, nil, http: 0, hasBody: false),
    ])
    #expect(runs.count == 1)
    #expect(runs.first?.observations == 2)
    #expect(runs.first?.lastAt == instant(120))
    #expect(runs.first?.noInformation?.countByHTTPStatus == [503: 1, 0: 1])
    #expect(runs.first?.noInformation?.positions == 2...4)
  }

  @Test func `an attempt stands where it began and is the row of the projection`() throws {
    let life = [
      poll(at: 0, "STOPPED"), start(at: 10), poll(at: 20, "STARTING", steps: [1: .processing]),
      observe(.start, at: 25, nil, http: 400, code: "ModelArts.6357"), poll(at: 30, "RUNNING"),
    ]
    let entries = entries(life)
    let words = entries.map { entry in
      switch entry {
      case .status(let run): run.word
      case .attempt: "attempt"
      case .refused: "refused"
      default: "other"
      }
    }
    #expect(words == ["STOPPED", "attempt", "STARTING", "refused", "RUNNING"])
    guard case .attempt(let placed) = entries[1], case .refused(let refused) = entries[3] else {
      Issue.record("no attempt at its place")
      return
    }
    #expect(placed.attempt == given(life).rows[0])
    #expect(placed.positions == 2...5)
    #expect(refused.attempt == given(life).rows[1])
    #expect(refused.positions == 4...4)
  }

  @Test func `an open attempt is there as far as known`() {
    let life = [start(at: 10), poll(at: 20, "STARTING")]
    guard case .attempt(let placed)? = entries(life).first else {
      Issue.record("no attempt")
      return
    }
    #expect(placed.attempt.outcome == .inProgress)
    #expect(placed.positions == 1...2)
  }

  @Test func `only more than fifteen minutes are a gap`() {
    let gaps = entries([poll(at: 0, "RUNNING"), poll(at: 900, "RUNNING"), poll(at: 1800.001, "STOPPED")]).compactMap {
      if case .gap(let gap) = $0 { gap } else { nil }
    }
    #expect(gaps.map(\.length) == [900_001])
    #expect(gaps.first?.isWithinStatus == false)
    #expect(gaps.first?.before == 2)
    #expect(gaps.first?.after == 3)
  }

  @Test func `A20: a restart that only a token shows lies between the observations of both tokens`() {
    let life = [
      observe(.poll, at: 0, "RUNNING", token: "aaaa"), observe(.poll, at: 60, "RUNNING", token: "bbbb"),
    ]
    #expect(entries(life).contains(.hiddenRestart(bounds(0, 60), position: 2)))
  }

  @Test func `a value that changes is told, one that is first told is not`() {
    let changes = entries([
      poll(at: 0, "RUNNING"), poll(at: 60, "RUNNING") { $0.volume = Volume(capacity: 5) },
      poll(at: 120, "RUNNING") { $0.volume = Volume(capacity: 105) }, poll(at: 180, "RUNNING"),
    ]).compactMap { if case .change(let change) = $0 { change } else { nil } }
    #expect(changes.map(\.what) == ["volume"])
    #expect(changes.first?.old == "5 GB")
    #expect(changes.first?.new == "105 GB")
    #expect(changes.first?.bounds == bounds(60, 120))
  }

  @Test func `a lease that moves with a stop is no renewal`() {
    func lease(_ hours: Int64) -> (inout NotebookFacts) -> Void {
      { $0.lease = Lease(createAt: instant(0), duration: hours * 3_600_000, enabled: true) }
    }
    let changes = entries([
      poll(at: 0, "RUNNING", also: lease(1)), poll(at: 60, "RUNNING", also: lease(2)),
      poll(at: 120, "STOPPED", also: lease(3)), poll(at: 180, "STOPPED", also: lease(4)),
    ]).compactMap { if case .change(let change) = $0 { change } else { nil } }
    #expect(changes.map(\.position) == [2])
  }

  @Test func `a stop that was turned down is told with its code`() {
    let life = [poll(at: 0, "RUNNING"), observe(.stop, at: 5, nil, http: 400, code: "ModelArts.6306")]
    guard case .request(let request)? = entries(life).last else {
      Issue.record("no request")
      return
    }
    #expect(!request.isAccepted)
    #expect(request.errorCode == "ModelArts.6306")
  }
}
