import NBObservations

@testable import NBProjections

/// Rules E1 to E15 once more, in the plainest way: single observations, no merging, every
/// figure by intersecting spans with the window. Written to disagree with the product where either is wrong.
struct ExposureReference {
  struct Figures: Equatable {
    var lower: Int64 = 0
    var best: Int64 = 0
    var upper: Int64 = 0
    var unobserved: Int64 = 0
    var lowerGB: Int128 = 0
    var bestGB: Int128 = 0
    var upperGB: Int128 = 0
  }

  struct Look {
    let at: Int64
    let gone: Bool
    let facts: NotebookFacts

    var word: String { facts.statusWord?.uppercased() ?? "" }
    var ended: Bool { gone || word == "DELETED" }
    var codeLab: Bool { facts.feature?.uppercased() == "DEFAULT" }
  }

  static let compute = """
    RUNNING SNAPSHOTTING : C L N
    STARTING STOPPING CREATING ERROR : L U N
    INIT DELETING DELETE_FAILED FROZEN : U U N
    STOPPED CREATE_FAILED START_FAILED : U N N
    * : L U N
    """
  static let storage = """
    RUNNING SNAPSHOTTING STARTING STOPPING STOPPED ERROR START_FAILED DELETE_FAILED : C L N U
    INIT CREATING CREATE_FAILED DELETING FROZEN * : L U N U
    """
  static let computeTable = parsed(compute)
  static let storageTable = parsed(storage)

  private static func parsed(_ text: String) -> [String: [Int]] {
    var table: [String: [Int]] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":")
      let cells = parts[1].split(separator: " ").map { ["N": 0, "U": 1, "L": 2, "C": 3][$0]! }
      for word in parts[0].split(separator: " ") { table[String(word)] = cells }
    }
    return table
  }

  let resource: ExposureResource
  let parameters: ExposureParameters

  func grade(_ look: Look) -> Int {
    if look.ended { return 0 }
    var listed: Bool?
    if case .listed(let items) = look.facts.billingItems {
      listed = items.contains { ["ALL", resource.word].contains($0.uppercased()) }
    }
    if look.codeLab { return listed == true ? 1 : 0 }
    let table = resource == .compute ? Self.computeTable : Self.storageTable
    let row = table[look.word] ?? table["*"]!
    switch listed {
    case true: return row[0]
    case false: return 0
    default: break
    }
    var grade: Int
    if resource == .compute {
      grade = look.facts.hasPool ? row[2] : row[1]
    } else if let volume = look.facts.volume {
      grade = volume.ownership == "DEDICATED" ? row[2] : row[1]
    } else {
      grade = row[3]
    }
    if grade == 2, parameters.assumesDocumentedBilling { grade = 3 }
    return grade
  }

  func gb(_ look: Look) -> Int64? {
    guard resource == .storage, let capacity = look.facts.volume?.capacity else { return nil }
    let free = look.facts.volume?.category.flatMap { parameters.freeGB[$0.uppercased()] } ?? 0
    return max(0, capacity - free)
  }

  func figures(_ events: [FoldEvent]) -> Figures {
    var figures = Figures()
    var all: [Look] = []
    let asOf = parameters.asOf.milliseconds
    for event in events where event.observedAt <= parameters.asOf {
      let answer = event.answer
      guard answer.observationClass == .gone || (answer.observationClass == .accepted && answer.hasBody) else {
        continue
      }
      if all.last?.at == event.observedAt.milliseconds { all.removeLast() }
      let gone = answer.observationClass == .gone
      all.append(Look(at: event.observedAt.milliseconds, gone: gone, facts: answer.facts))
    }
    guard let first = all.first, let last = all.last else { return figures }
    let low = parameters.from?.milliseconds ?? first.at
    let high = parameters.until.milliseconds
    func span(_ from: Int64, _ until: Int64) -> Int64 { max(0, min(until, high) - max(from, low)) }
    func isFree(_ look: Look) -> Bool { look.codeLab && grade(look) == 0 }
    func end(_ look: Look) -> Int64? { resource == .compute ? look.facts.lease?.end?.milliseconds : nil }

    if !all.allSatisfy(\.ended), !isFree(first) {
      figures.unobserved += span(max(low, first.facts.lease?.createAt?.milliseconds ?? low), first.at)
    }
    for (index, a) in all.dropLast().enumerated() {
      let b = all[index + 1]
      let (t1, t2, ka, kb) = (a.at, b.at, grade(a), grade(b))
      var m = t1 + (t2 - t1) / 2
      var upperEnd = t2
      if let end = end(a), t1 < end, end < t2 {
        if ka >= 2, kb < 2 { m = end }
        let same =
          b.facts.lease?.createAt == a.facts.lease?.createAt && b.facts.lease?.duration == a.facts.lease?.duration
        if ka >= 1, kb == 0, same { upperEnd = min(t2, end + parameters.grace) }
      }
      if t2 - t1 > parameters.longestGap {
        if a.ended, all[index...].allSatisfy(\.ended) { continue }
        if isFree(a), isFree(b) || all[(index + 1)...].allSatisfy(\.ended) { continue }
        figures.unobserved += span(t1, upperEnd)
        continue
      }
      let (ga, gb) = (gb(a), gb(b))
      if ka == 3, kb == 3 {
        figures.lower += span(t1, t2)
        if let ga, let gb { figures.lowerGB += Int128(min(ga, gb)) * Int128(span(t1, t2)) }
      }
      if ka >= 1 || kb >= 1 {
        figures.upper += span(t1, upperEnd)
        figures.upperGB += Int128(max(ga ?? 0, gb ?? 0)) * Int128(span(t1, upperEnd))
      }
      if ka >= 2 {
        figures.best += span(t1, m)
        figures.bestGB += Int128(ga ?? gb ?? 0) * Int128(span(t1, m))
      }
      if kb >= 2 {
        figures.best += span(m, t2)
        figures.bestGB += Int128(gb ?? ga ?? 0) * Int128(span(m, t2))
      }
    }
    if last.ended || isFree(last) { return figures }
    if asOf - last.at > parameters.longestGap || grade(last) == 0 {
      figures.unobserved += span(last.at, asOf)
    } else {
      figures.upper += span(last.at, asOf)
      figures.upperGB += Int128(gb(last) ?? 0) * Int128(span(last.at, asOf))
      if grade(last) >= 2 {
        let bestEnd = end(last).flatMap { $0 > last.at ? min($0, asOf) : nil } ?? asOf
        figures.best += span(last.at, bestEnd)
        figures.bestGB += Int128(gb(last) ?? 0) * Int128(span(last.at, bestEnd))
      }
    }
    return figures
  }
}

extension ExposureReference.Figures {
  init(_ sum: ExposureSum) {
    self.init(
      lower: sum.lower, best: sum.best, upper: sum.upper, unobserved: sum.unobserved, lowerGB: sum.lowerGB,
      bestGB: sum.bestGB, upperGB: sum.upperGB)
  }
}
