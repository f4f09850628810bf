import NBBasics
import NBObservations
import Testing

@testable import NBProjections

/// The projections of one instance after a history.
struct Folded: Equatable {
  var projection = InstanceProjection()
  /// In order of emission.
  var emitted: [StartAttempt] = []
  var hiddenRestarts: [HiddenRestart] = []
  var spells: [ExposureSpell] = []

  var status: CurrentStatus { projection.status }
  var attempts: StartAttempts { projection.attempts }
  var tokens: TokenRestarts { projection.tokenRestarts }

  /// Every row, the open one included, by number.
  var rows: [StartAttempt] {
    (emitted + (attempts.open.map { [$0] } ?? [])).sorted { $0.number < $1.number }
  }

  mutating func evolve(_ event: FoldEvent) {
    projection.evolve(event) { output in
      switch output {
      case .attempt(let attempt): emitted.append(attempt)
      case .spell(let spell): spells.append(spell)
      case .hiddenRestart(let restart): hiddenRestarts.append(restart)
      }
    }
  }
}

@resultBuilder
enum HistoryBuilder {
  static func buildBlock(_ events: FoldEvent...) -> [FoldEvent] { events }
}

/// Folds a history that is written down in projection order.
func given(@HistoryBuilder _ history: () -> [FoldEvent]) -> Folded { given(history()) }

func given(_ history: [FoldEvent]) -> Folded {
  var folded = Folded()
  for event in history { folded.evolve(event) }
  return folded
}

/// Seconds since 1970 as an instant, to the millisecond.
func instant(_ seconds: Double) -> Instant { Instant(milliseconds: Int64((seconds * 1000).rounded())) }

/// `(low, high]` in seconds.
func bounds(_ low: Double?, _ high: Double) -> InstantBounds {
  InstantBounds(low: low.map(instant), high: instant(high))
}

/// `(low, high]` of a length of time in seconds.
func lasting(_ low: Double, _ high: Double?) -> LatencyBounds {
  LatencyBounds(low: instant(low).milliseconds, high: high.map { instant($0).milliseconds })
}

/// An answer at a time in seconds; `also` sets further facts.
func observe(
  _ kind: ObservationKind, at seconds: Double, _ word: String?, requestedAt: Double? = nil,
  steps: [Int: StepStatus] = [:], http: Int = 200, code: String? = nil, hasBody: Bool = true, token: String? = nil,
  also: (inout NotebookFacts) -> Void = { _ in }
) -> FoldEvent {
  var facts = NotebookFacts()
  facts.statusWord = word
  facts.steps = steps.sorted { $0.key < $1.key }.map { StepEntry(step: $0.key, status: $0.value) }
  facts.errorCode = code
  also(&facts)
  let answer = Answer(kind: kind, httpStatus: http, hasBody: hasBody, facts: facts, tokenFingerprint: token)
  return FoldEvent(observedAt: instant(seconds), requestedAt: requestedAt.map(instant), answer: answer)
}

func poll(
  at seconds: Double, _ word: String?, steps: [Int: StepStatus] = [:], also: (inout NotebookFacts) -> Void = { _ in }
) -> FoldEvent {
  observe(.poll, at: seconds, word, steps: steps, also: also)
}

func start(
  at seconds: Double, _ word: String? = "STARTING", requestedAt: Double? = nil, steps: [Int: StepStatus] = [:],
  also: (inout NotebookFacts) -> Void = { _ in }
) -> FoldEvent {
  observe(.start, at: seconds, word, requestedAt: requestedAt, steps: steps, also: also)
}

func create(
  at seconds: Double, _ word: String? = "CREATING", requestedAt: Double? = nil, steps: [Int: StepStatus] = [:],
  also: (inout NotebookFacts) -> Void = { _ in }
) -> FoldEvent {
  observe(.create, at: seconds, word, requestedAt: requestedAt, steps: steps, also: also)
}

/// An instance that does not exist any more.
func gone(at seconds: Double, _ kind: ObservationKind = .poll) -> FoldEvent {
  observe(kind, at: seconds, nil, http: 400, code: "ModelArts.6309")
}

/// A poll that the platform could not answer.
func lost(at seconds: Double) -> FoldEvent { observe(.poll, at: seconds, nil, http: 502, hasBody: false) }

/// An empty 2xx answer, as stop and delete often give.
func empty(at seconds: Double, _ kind: ObservationKind) -> FoldEvent {
  observe(kind, at: seconds, nil, http: 204, hasBody: false)
}

/// The only attempt's timing of step 1.
func step(@HistoryBuilder _ history: () -> [FoldEvent]) throws -> StepTiming {
  let rows = given(history()).rows
  try #require(rows.count == 1)
  return try #require(rows[0].steps.first { $0.step == 1 })
}
