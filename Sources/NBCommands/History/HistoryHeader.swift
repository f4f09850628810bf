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
    line("image", imageText)
    line("owner", joined([("user", status.traits.userName), ("workspace", status.traits.workspaceID)]))
    line(
      "place",
      joined([
        ("region", history.key.region), ("project", history.key.projectID), ("pool", status.traits.poolID),
      ]))
    line("volume", volumeText)
    line("lease", leaseText)
    line("log", logText)
    page.addSpace()
    let since = history.from.map { "from \(HistoryText.full($0))" } ?? "from the log's begin"
    page.add("", "Exposure to charges, \(since) until \(HistoryText.full(end)):", indent: 2)
    for exposure in history.exposure { line(exposure.resource.word, text(exposure)) }
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
      return "not known: no answer carried one, as of \(HistoryText.full(history.asOf))"
    }
    return "\(word) since \(HistoryText.bounds(since, isDated: true)), as of \(HistoryText.full(history.asOf))"
  }

  private var flavorText: String? {
    history.status.traits.flavor.map { flavor in
      let basis =
        switch history.flavorClassBasis {
        case .catalog: "by the imported flavor list"
        case .customSpec: "by its custom_spec"
        case .flavorID: "a guess by the flavor's id"
        case .image: "a guess by the image"
        case .none: "nothing tells its class"
        }
      return "\(flavor)  \(history.flavorClass.rawValue), \(basis)"
    }
  }

  private var imageText: String? {
    let traits = history.status.traits
    guard let label = traits.imageLabel else { return nil }
    return traits.imageID.map { traits.imageName == nil ? label : "\(label)  \($0)" } ?? label
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
    var parts = [HistoryText.count(status.events, "event")]
    if let positions = history.positions { parts[0] += " at \(HistoryText.positions(positions))" }
    if status.pollsWithoutInformation > 0 {
      parts.append("\(HistoryText.count(status.pollsWithoutInformation, "poll")) without information")
    }
    if status.refusedStarts > 0 { parts.append("\(HistoryText.count(status.refusedStarts, "start")) refused") }
    return parts.joined(separator: ", ")
  }

  private func text(_ exposure: InstanceHistory.Exposure) -> String {
    let sum = exposure.sum
    func hours(_ milliseconds: Int64) -> String {
      let tenths = (milliseconds + 180_000) / 360_000
      return "\(tenths / 10).\(tenths % 10)"
    }
    var text = "\(hours(sum.best)) h, from \(hours(sum.lower)) to \(hours(sum.upper)) h"
    if sum.unobserved > 0 { text += "; \(hours(sum.unobserved)) h not observed" }
    if exposure.resource == .storage, sum.upperGB > 0 {
      func gigabyteHours(_ value: Int128) -> String {
        let tenths = (value + 180_000) / 360_000
        return "\(tenths / 10).\(tenths % 10)"
      }
      text += "; \(gigabyteHours(sum.bestGB)) GB-h, from \(gigabyteHours(sum.lowerGB)) to \(gigabyteHours(sum.upperGB))"
    }
    return text
  }

  private func joined(_ pairs: [(name: String, value: String?)]) -> String {
    pairs.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : "\(name) \($0)" } }.joined(separator: ", ")
  }
}
