import NBBasics
import NBObservations

/// What is known of one instance: the row that the latest accepted or gone observation decides. Rules C1 to C8 of
/// docs/semantics.md.
package struct CurrentStatus: Projection {
  package static let name = "instance"
  package static let version = 3

  /// The latest status sent; GONE for a gone answer; nil while no answer carried one.
  package private(set) var status: InstanceStatus?
  /// The status for people: the word as last sent, in whatever case, or GONE.
  package private(set) var statusWord: String?
  /// When the status came about: after the last observation with another status, not later than the first with this
  /// one. No lower end if no other status was ever seen.
  package private(set) var statusSince: InstantBounds?
  /// The first accepted or gone observation.
  package private(set) var firstObserved: Instant?
  /// The latest accepted or gone observation: the one that decides.
  package private(set) var lastObserved: Instant?
  /// ``FoldEvent/low`` of the latest accepted or gone observation that carried a status.
  private var statusLow: Instant?

  /// The instance's name; names may repeat and change.
  package private(set) var name: String?
  /// What the instance is made of and whose it is.
  package private(set) var traits = InstanceTraits.unknown
  /// Main storage; each part is the latest sent.
  package private(set) var volume = Volume()
  /// Lease; each part is the latest sent. ``Lease/end`` says when it stops the instance.
  package private(set) var lease = Lease()
  /// Of the deciding observation only.
  package private(set) var failReason: String?
  /// Of the deciding observation only.
  package private(set) var billingItems = BillingItems.absent

  /// Events of every class.
  package private(set) var events = 0
  /// Polls that told nothing (401, 403, 429, 5xx, no answer, no body).
  package private(set) var pollsWithoutInformation = 0
  /// Starts and creates that the platform turned down.
  package private(set) var refusedStarts = 0
  private var deciding = AnswerMemo()

  package init() {}

  /// Class of the flavor and what it rests on, without a catalogue.
  package var flavorClass: (class: FlavorClass, basis: FlavorClass.Basis) { traits.flavorClass }

  package mutating func evolve(_ event: FoldEvent, emit: (Never) -> Void) {
    let answer = event.answer
    events += 1
    if deciding.holds(answer) {
      see(at: event.observedAt, low: answer.status != nil ? event.low : nil)
      return
    }
    switch answer.observationClass {
    case .noInformation:
      if answer.kind == .poll { pollsWithoutInformation += 1 }
    case .refused:
      refusedStarts += 1
    case .accepted, .gone:
      decide(event)
      deciding.remember(answer)
    }
  }

  /// Whether the answer is the one that decided last.
  func isDecided(by answer: Answer) -> Bool { deciding.holds(answer) }

  /// Another look at the answer that decided last; `low` nil when it carries no status.
  mutating func goOn(at instant: Instant, low: Instant?) {
    events += 1
    see(at: instant, low: low)
  }

  private mutating func see(at instant: Instant, low: Instant?) {
    lastObserved = instant
    if let low { statusLow = low }
  }

  private mutating func decide(_ event: FoldEvent) {
    let answer = event.answer
    if firstObserved == nil { firstObserved = event.observedAt }
    lastObserved = event.observedAt
    if let latest = answer.status { decideStatus(latest, event) }
    let facts = answer.facts
    name.carryOver(facts.name)
    traits = traits.carryingOver(facts)
    volume.carryOver(facts.volume)
    lease.carryOver(facts.lease)
    failReason = facts.failReason
    billingItems = facts.billingItems
  }

  /// C2, C3: known words are compared as what they name, unknown ones as texts in any case.
  private mutating func decideStatus(_ latest: InstanceStatus, _ event: FoldEvent) {
    let word = latest == .gone ? latest.word : event.answer.facts.statusWord ?? ""
    let isAnother = latest != status || (latest == .other && word.uppercased() != statusWord?.uppercased())
    if isAnother { statusSince = InstantBounds(low: statusLow, high: event.observedAt) }
    status = latest
    statusWord = word
    statusLow = event.low
  }

  package func encode(into writer: inout StateWriter) {
    writer.write(status) { $0.write(Int($1.rawValue)) }
    writer.write(statusWord)
    writer.write(statusSince) { $1.encode(into: &$0) }
    writer.write(firstObserved)
    writer.write(lastObserved)
    writer.write(statusLow)
    writer.write(name)
    traits.encode(into: &writer)
    volume.encode(into: &writer)
    lease.encode(into: &writer)
    writer.write(failReason)
    billingItems.encode(into: &writer)
    writer.write(events)
    writer.write(pollsWithoutInformation)
    writer.write(refusedStarts)
  }

  package init(from reader: inout StateReader) throws(StateCodingError) {
    let status: InstanceStatus? = try reader.optional { reader throws(StateCodingError) in try reader.word() }
    self.status = status
    statusWord = try reader.optionalString()
    statusSince = try reader.optional { reader throws(StateCodingError) in try InstantBounds(from: &reader) }
    firstObserved = try reader.optionalInstant()
    lastObserved = try reader.optionalInstant()
    statusLow = try reader.optionalInstant()
    name = try reader.optionalString()
    traits = try InstanceTraits(from: &reader)
    volume = try Volume(from: &reader)
    lease = try Lease(from: &reader)
    failReason = try reader.optionalString()
    billingItems = try BillingItems(from: &reader)
    events = try reader.count()
    pollsWithoutInformation = try reader.count()
    refusedStarts = try reader.count()
  }
}
