import NBBasics
import NBObservations

@testable import NBProjections

/// SplitMix64 (Steele, Lea, Flood 2014): the same seed gives the same numbers on every machine.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  mutating func chance(_ share: Double) -> Bool { Double(next() >> 11) < share * 9_007_199_254_740_992 }

  mutating func pick<Element>(_ values: [Element]) -> Element { values[Int(next() % UInt64(values.count))] }

  mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &self) }
}

/// A random instance: few different answers, often repeated, at times that lie on, beside and far beyond the limits.
struct ExposureHistory {
  /// In projection order.
  var events: [FoldEvent] = []
  var parameters: ExposureParameters

  static let start = Instant(milliseconds: 1_793_570_400_123)

  init(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    // Often one lease for all answers, so that it outlasts a change of status.
    let lease = numbers.chance(0.5) ? Self.lease(&numbers) : nil
    let answers = (0..<numbers.number(1...5)).map { _ in Self.answer(&numbers, lease: lease) }
    var at = Self.start
    var current = numbers.pick(answers)
    for _ in 0..<numbers.number(1...14) {
      events.append(FoldEvent(observedAt: at, answer: current))
      if numbers.chance(0.6) { current = numbers.pick(answers) }
      switch numbers.number(0...11) {
      case 0: break
      case 1: at = at + 1
      case 2: at = at + 900_000
      case 3: at = at + 900_001
      case 4: at = at + numbers.number(900_002...9_000_000)
      case 5: at = at + numbers.number(20_000_000...90_000_000)
      default: at = at + numbers.number(1000...900_000)
      }
    }
    let last = events[events.count - 1].observedAt
    let from = Self.start + numbers.number(-7_200_000...(last - Self.start) + 1)
    let until = from + numbers.number(1...(last - from) + 4_000_000)
    let asOf = numbers.chance(0.5) ? last + numbers.number(0...1_500_000) : from + numbers.number(0...(last - from) + 9)
    parameters = ExposureParameters(from: from, until: until, asOf: asOf)
    parameters.longestGap = numbers.pick([900_000, 900_000, 900_000, 300_000, 1, 3_600_000])
    parameters.grace = numbers.pick([300_000, 300_000, 0])
    parameters.assumesDocumentedBilling = numbers.chance(0.2)
    if numbers.chance(0.3) { parameters.freeGB = ["efs": 50, "EVS": 3] }
  }

  static let statuses: [String?] = [
    "RUNNING", "RUNNING", "RUNNING", "STOPPED", "STOPPED", "running", "INIT", "CREATING", "STARTING", "STOPPING",
    "SNAPSHOTTING", "CREATE_FAILED", "START_FAILED", "ERROR", "DELETING", "DELETED", "DELETE_FAILED", "FROZEN",
    "RESTING", nil,
  ]
  static let items: [BillingItems] = [
    .absent, .absent, .listed([]), .listed(["STORAGE", "COMPUTE"]), .listed(["STORAGE", "COMPUTE"]),
    .listed(["STORAGE"]), .listed(["COMPUTE"]), .listed(["all"]), .listed(["compute", "GPU"]),
  ]

  static func lease(_ numbers: inout SeededNumbers) -> Lease {
    Lease(
      createAt: start + numbers.pick([-9_000_000, 0]), duration: numbers.number(0...12_000_000),
      enabled: numbers.chance(0.85), type: numbers.pick([nil, "timing", "IDLE"]))
  }

  static func answer(_ numbers: inout SeededNumbers, lease: Lease?) -> Answer {
    var facts = NotebookFacts()
    facts.statusWord = numbers.pick(statuses)
    if numbers.chance(0.1) { return Answer(kind: .poll, httpStatus: 404, hasBody: false, facts: NotebookFacts()) }
    facts.billingItems = numbers.pick(items)
    facts.feature = numbers.pick([nil, "NOTEBOOK", "NOTEBOOK", "NOTEBOOK", "default", "CODELAB"])
    facts.hasPool = numbers.chance(0.15)
    if numbers.chance(0.85) {
      facts.volume = Volume(
        category: numbers.pick(["EVS", "efs", nil]), ownership: numbers.pick(["MANAGED", "MANAGED", "DEDICATED", nil]),
        capacity: numbers.pick([nil, 5, 5, 50, 100, 4096]))
    }
    facts.lease = lease ?? (numbers.chance(0.6) ? Self.lease(&numbers) : nil)
    facts.flavor = numbers.pick([nil, "modelarts.vm.cpu.2u", "modelarts.vm.cpu.8u"])
    facts.customSpecCategory = numbers.pick([nil, "GPU"])
    facts.imageCategories = numbers.pick([[], ["CPU", "GPU"]])
    facts.imageID = numbers.pick([nil, "image"])
    facts.imageName = numbers.pick([nil, "mindspore", "naïve"])
    facts.imageTag = numbers.pick([nil, "v1"])
    facts.workspaceID = numbers.pick([nil, "0"])
    facts.userID = numbers.pick([nil, "person"])
    facts.userName = numbers.pick([nil, "A. Person"])
    facts.poolID = numbers.pick([nil, "pool"])
    return Answer(kind: .poll, httpStatus: 200, hasBody: true, facts: facts)
  }

  /// The spells that a question needs: as stored, unless its longest gap asks for shorter ones.
  func spells(mergedGap: Int64? = nil, longestGap: Int64? = nil) -> [ExposureSpell] {
    let gap = mergedGap ?? min(ExposureFold.mergedGap, longestGap ?? parameters.longestGap)
    return NBProjectionsTests.spells(of: events, asOf: parameters.asOf, mergedGap: gap)
  }

  func total(_ resource: ExposureResource, _ change: (inout ExposureParameters) -> Void = { _ in }) -> ExposureTotal {
    var parameters = parameters
    change(&parameters)
    return ExposureTotal(resource, parameters, spells(longestGap: parameters.longestGap))
  }
}

/// The 10,000 histories that every property is tried on, and their seeds.
let exposureHistories: [ExposureHistory] = (0..<10_000).map(ExposureHistory.init(seed:))
let exposureSeeds: [Range<UInt64>] = (0..<10).map { ($0 * 1000)..<(($0 + 1) * 1000) }
