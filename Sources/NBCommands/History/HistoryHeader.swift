import NBBasics
import NBObservations
import NBProjections
import NBReadModel
import NBReports

/// The head of the page: what the instance is and how it is now.
struct HistoryHeader {
  private let history: InstanceHistory

  init(_ history: InstanceHistory) { self.history = history }

  func write(to page: inout PageLines) {
    let status = history.status
    page.add("", [status.name, history.key.notebookID].compactMap { $0 }.joined(separator: "  "), indent: 2, .strong)
    func line(_ name: String, _ text: String?, _ emphasis: PageLines.Emphasis? = nil, on word: String? = nil) {
      guard let text, !text.isEmpty else { return }
      page.add(Padding.pad("  \(name)", to: 13, .left), text, indent: 13, emphasis, on: word)
    }
    line("status", statusText, emphasis, on: status.statusWord)
    line("reason", status.failReason)
    line("flavor", flavorText)
    line("image", status.traits.imageLabel)
    if status.traits.imageName != nil { line("", status.traits.imageID) }
    line("owner", joined([("user", status.traits.userName), ("workspace", status.traits.workspaceID)]))
    line(
      "place",
      joined([
        ("region", history.key.region), ("project", history.key.projectID), ("pool", status.traits.poolID),
      ]))
    line("volume", volumeText)
    line("lease", leaseText)
    line("as of", logText)
    page.addSpace()
    let since = history.from.map { "from \(HistoryText.full($0))" } ?? "from the start of the log"
    page.add("", "Billable time, \(since) until \(HistoryText.full(end))", indent: 2)
    if page.width >= Self.figuresWidth {
      page.addFitted(Self.figures("", Self.figureNames), .faint)
    }
    for exposure in history.exposure { writeFigures(exposure, &page) }
    let flags = history.exposure.flatMap { exposure in
      exposure.flags.map { "\($0.word) (\(exposure.resource.word), since \(HistoryText.full($0.since)))" }
    }
    line("flags", flags.joined(separator: ", "), .odd)
  }

  /// The end of the window, or of what is known if that is earlier.
  private var end: Instant { min(history.until, history.asOf) }

  private var emphasis: PageLines.Emphasis? {
    switch history.status.status?.statusClass {
    case .up: .good
    case .failed: .bad
    case .starting, .down, .unknown, nil: .strong
    }
  }

  private var statusText: String? {
    guard let word = history.status.statusWord, let since = history.status.statusSince else {
      return "not known: no answer had one"
    }
    guard since.low != nil else { return "\(word) since \(HistoryText.full(since.high)) or earlier" }
    return "\(word) since \(HistoryText.bounds(since, isDated: true))"
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

  private static let figureNames = ["lower", "best", "upper", "unobserved"]
  /// Columns of the table of figures; narrower pages have them as text.
  private static let figuresWidth = 67

  private static func figures(_ name: String, _ cells: [String]) -> String {
    cells.reduce(Padding.pad("  \(name)", to: 19, .left)) { $0 + Padding.pad($1, to: 12, .right) }
  }

  private func writeFigures(_ exposure: InstanceHistory.Exposure, _ page: inout PageLines) {
    let sum = exposure.sum
    func hours(_ milliseconds: Int128) -> String {
      let tenths = (milliseconds + 180_000) / 360_000
      return "\(tenths / 10).\(tenths % 10)"
    }
    func line(_ unit: String, _ values: [Int128]) {
      let name = "\(exposure.resource.word) \(unit)"
      guard page.width < Self.figuresWidth else { return page.addFitted(Self.figures(name, values.map(hours))) }
      let parts = zip(Self.figureNames, values).map { "\($0) \(hours($1))" }
      page.add("  \(name)  ", parts.joined(separator: ", "), indent: 4)
    }
    line("h", [sum.lower, sum.best, sum.upper, sum.unobserved].map { Int128($0) })
    if sum.upperGB > 0 { line("GB-h", [sum.lowerGB, sum.bestGB, sum.upperGB]) }
  }

  private func joined(_ pairs: [(name: String, value: String?)]) -> String {
    pairs.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : "\(name) \($0)" } }.joined(separator: ", ")
  }
}
