import NBBasics
import NBObservations
import NBProjections
import NBReadModel
import NBReports

/// The head of the page: what the instance is and how it is now.
struct HistoryHeader {
  private let history: InstanceHistory

  init(_ history: InstanceHistory) { self.history = history }

  /// Its name, its facts, what of it is charged for.
  var blocks: [Block] {
    let status = history.status
    let title = [status.name.map(Inline.text), .code(history.key.notebookID)].compactMap { $0 }
    var facts = [DocumentTerms.Entry(term: "status", meaning: statusText)]
    func fact(_ name: String, _ text: String?) {
      if let text, !text.isEmpty { facts.append(DocumentTerms.Entry(term: name, meaning: Phrase(text))) }
    }
    fact("reason", status.failReason)
    fact("flavor", flavorText)
    fact("image", imageText)
    fact("owner", joined([("user", status.traits.userName), ("workspace", status.traits.workspaceID)]))
    fact(
      "place",
      joined([
        ("region", history.key.region), ("project", history.key.projectID), ("pool", status.traits.poolID),
      ]))
    fact("volume", volumeText)
    fact("lease", leaseText)
    fact("as of", logText)
    let since = history.from.map { "from \(HistoryText.full($0))" } ?? "from the start of the log"
    return [
      .heading(1, title.map { Phrase([$0]) }.joined(separator: "  ")),
      .terms(DocumentTerms(facts, isAligned: true)),
      .paragraph("Billable time, \(since) until \(HistoryText.full(end)):"),
      .table(figures),
    ]
  }

  /// The end of the window, or of what is known if that is earlier.
  private var end: Instant { min(history.until, history.asOf) }

  private var tone: Tone {
    switch history.status.status?.statusClass {
    case .up: .good
    case .failed: .bad
    case .starting, .down, .unknown, nil: .strong
    }
  }

  private var statusText: Phrase {
    guard let word = history.status.statusWord, let since = history.status.statusSince else {
      return "not known: no answer had one"
    }
    guard since.low != nil else { return "\(word, tone) since \(HistoryText.full(since.high)) or earlier" }
    return "\(word, tone) since \(HistoryText.bounds(since, isDated: true))"
  }

  private var imageText: String? {
    let traits = history.status.traits
    guard let label = traits.imageLabel else { return nil }
    return traits.imageName == nil ? label : [label, traits.imageID].compactMap { $0 }.joined(separator: "  ")
  }

  private var flavorText: String? {
    history.status.traits.flavor.map { flavor in
      let basis =
        switch history.flavorClassBasis {
        case .catalog: "from the flavor list"
        case .customSpec: "from custom_spec"
        case .flavorID: "guessed from the id"
        case .image: "guessed from the image"
        case .none: "nothing tells"
        }
      return "\(flavor)  \(history.flavorClass.rawValue) (\(basis))"
    }
  }

  private var volumeText: String? {
    let volume = history.status.volume
    let size = [volume.category, volume.capacity.map { "\($0) GB" }].compactMap { $0 }.joined(separator: " ")
    let items =
      switch history.status.billingItems {
      case .absent: "not told"
      case .listed(let words): words.isEmpty ? "nothing" : words.joined(separator: ", ")
      }
    return "\(size.isEmpty ? "not known" : size); billed now: \(items)"
  }

  private var leaseText: String? {
    let lease = history.status.lease
    if let end = lease.end {
      let left = end - history.asOf
      let distance = left >= 0 ? "in \(HistoryText.length(left))" : "\(HistoryText.length(-left)) ago"
      return "ends \(HistoryText.full(end)), \(distance)"
    }
    switch lease.enabled {
    case true?: return "no fixed end (\(lease.type ?? "no type"))"
    case false?: return "none: it is not stopped by itself"
    case nil: return nil
    }
  }

  private var logText: String {
    let status = history.status
    var parts = [HistoryText.full(history.asOf), HistoryText.count(status.events, "event")]
    if let positions = history.positions { parts[1] += " (\(HistoryText.positions(positions)))" }
    if status.pollsWithoutInformation > 0 {
      parts.append("\(HistoryText.count(status.pollsWithoutInformation, "poll")) gave no usable answer")
    }
    if status.refusedStarts > 0 { parts.append("\(HistoryText.count(status.refusedStarts, "start")) refused") }
    return parts.joined(separator: ", ")
  }

  /// A row for each resource, and its capacity over time where it has one.
  private var figures: DocumentTable {
    func cells(_ name: String, _ unit: Unit, _ values: [Int128?], per scale: Double = 1) -> [DocumentCell] {
      [.code(name)] + values.map { $0.map { .quantity(Quantity(Double($0) / scale, unit)) } ?? .empty }
    }
    let rows = history.exposure.flatMap { exposure -> [[DocumentCell]] in
      let sum = exposure.sum
      let time = cells(
        exposure.resource.word, .hours, [sum.lower, sum.best, sum.upper, sum.unobserved].map { Int128($0) })
      guard sum.upperGB > 0 else { return [time] }
      return [
        time,
        cells(
          "\(exposure.resource.word) size", .gigabyteHours, [sum.lowerGB, sum.bestGB, sum.upperGB, nil], per: 3_600_000),
      ]
    }
    let flags = history.exposure.flatMap { exposure in
      exposure.flags.map { "\($0.word) (\(exposure.resource.word), since \(HistoryText.full($0.since)))" }
    }
    return DocumentTable(
      columns: [
        .init("", isKey: true), .init("lower", .right, rank: 1), .init("best", .right, rank: 1),
        .init("upper", .right, rank: 1), .init("unobserved", .right, rank: 2),
      ], rows: rows, notes: flags.isEmpty ? [] : ["flags: \(flags.joined(separator: ", "), .odd)"])
  }

  private func joined(_ pairs: [(name: String, value: String?)]) -> String {
    pairs.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : "\(name) \($0)" } }.joined(separator: ", ")
  }
}
