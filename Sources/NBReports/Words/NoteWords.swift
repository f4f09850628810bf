/// The notes of the statistics as a person reads them: what they mean for the figures beside them.
package enum NoteWords {
  /// A note, its parts separated by `; `, in plain words; a part that no one can act on goes, an unknown one stays.
  package static func text(_ note: String) -> String {
    let parts = note.split(separator: ";").map { plain(String($0).trimmed) }.filter { !$0.isEmpty }
    return TimeWords.inSentence(parts.joined(separator: "; "), year: nil)
  }

  private static func plain(_ part: String) -> String {
    let words = part.split(separator: " ").map(String.init)
    func quantile(_ name: String) -> String? {
      switch name {
      case "p50": "the median"
      case "p90", "p95": "\(name.dropFirst()) % within"
      default: nil
      }
    }
    if part == "iteration cap" { return "" }
    if part.hasPrefix("weak: start and end in the same gap in "), let share = words.first(where: { $0.hasSuffix("%") })
    {
      return "rough estimate: in \(share.dropLast()) % of the starts this step began and ended between two polls"
    }
    if part.hasPrefix("weak: ") { return "rough estimate: \(part.dropFirst(6))" }
    if part.hasPrefix("begin unseen in "), let share = words.first(where: { $0.hasSuffix("%") }) {
      return "in \(share.dropLast()) % of the starts nobody saw the request"
    }
    if part.hasPrefix("none: ") { return "no estimate: \(part.dropFirst(6))" }
    if (2...3).contains(words.count), words.last == "implied" {
      return "\(words[0]) \(words[0] == "1" ? "start was" : "starts were") too quick to show it, and counted"
    }
    if let first = words.first, let name = quantile(first) {
      if part.hasSuffix("upper limit not reached") { return "no upper limit for \(name)" }
      if part.hasSuffix("not reached") { return "too few finished to tell \(name)" }
      if words.count == 4, words[1] == "needs" { return "\(name): limits need \(words[2]) \(words[3])" }
    }
    return part
  }
}
