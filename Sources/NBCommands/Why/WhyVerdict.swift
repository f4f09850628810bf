import NBReadModel
import NBReports
import NBStatistics

/// A start beside comparable ones in one sentence: `slower than 95 of 100, in step 2; 7 of 9 other v100 starts in that hour
/// were slow too: it is the platform, not this notebook`.
struct WhyVerdict {
  private let answer: PeerAnswer

  init(_ answer: PeerAnswer) { self.answer = answer }

  var sentence: String {
    guard let comparison = answer.comparison else {
      return "refused\(reason(answer.errorCode)): the platform did not take the request, nothing started"
    }
    switch comparison.standing {
    case .slow: return "\(slow(comparison)); \(hour(comparison))"
    case .ordinary: return "an ordinary start: \(rank(comparison)) comparable ones"
    case .failed: return "failed\(failure); \(failures(comparison))"
    case .cancelled: return "\(answer.outcome) before it was ready"
    case .tooFew:
      return "too few comparable starts to say: \(comparison.peers) of \(kindOfStart) in the 14 days before"
    }
  }

  /// `v100`: what the start is compared within.
  private var kindOfStart: String { answer.flavor.map { VisibleText.of(GroupLabels.lastPart($0)) } ?? "this flavor" }

  /// `slower than 95 of 100`: the share of comparable starts that took less.
  private func rank(_ comparison: PeerComparison) -> String {
    let longer = comparison.parts.first { $0.measure == .start }?.longer ?? 0.5
    return "slower than \(Int(((1 - longer) * 100).rounded())) of 100"
  }

  private func slow(_ comparison: PeerComparison) -> String {
    let verb = answer.outcome == "in_progress" ? "still starting, already " : ""
    return "\(verb)\(rank(comparison)), \(comparison.step.map { "in \($0.measure.name)" } ?? "in no single step")"
  }

  private func hour(_ comparison: PeerComparison) -> String {
    guard let total = comparison.parts.first(where: { $0.measure == .start }), total.hour > 0 else {
      return "no other \(kindOfStart) start in that hour to compare with"
    }
    let was = total.slowInHour == 1 ? "was" : "were"
    return
      "\(total.slowInHour) of \(total.hour) other \(kindOfStart) starts in that hour \(was) slow too: "
      + conclusion(comparison.scope)
  }

  private func failures(_ comparison: PeerComparison) -> String {
    let (hour, peers) = (comparison.hourFailures, comparison.peerFailures)
    let usual = "\(peers.failed) of \(peers.ended) in the 14 days before"
    guard hour.ended > 0 else { return "no other \(kindOfStart) start in that hour to compare with; \(usual) failed" }
    return "\(hour.failed) of \(hour.ended) other \(kindOfStart) starts in that hour failed too, \(usual): "
      + conclusion(comparison.scope)
  }

  private func conclusion(_ scope: PeerComparison.Scope) -> String {
    switch scope {
    case .platform: "it is the platform, not this notebook"
    case .notebook: "it is this start alone, not the platform"
    case .unclear: "too little to say whose it is"
    }
  }

  private var failure: String {
    (answer.failedStep.map { " in step \($0)" } ?? "") + reason(answer.failReason ?? answer.errorCode)
  }

  private func reason(_ text: String?) -> String { text.map { " (\(VisibleText.of($0)))" } ?? "" }
}
