/// One start beside comparable ones: the starts of the same flavor and kind in the time before it, and those in the same
/// hour. Answers whether it was slow, where, and whether the others in that hour were too.
package struct PeerComparison: Sendable {
  /// What the start was, beside the others.
  package enum Standing: String, Sendable {
    /// At most a quarter of the comparable starts took longer.
    case slow
    /// It took as long as starts take.
    case ordinary
    /// It did not get ready.
    case failed
    /// Somebody ended it before it was ready, so that its time says nothing.
    case cancelled
    /// Fewer than `fewestPeers` comparable starts.
    case tooFew = "too_few"
  }

  /// Whom it concerns.
  package enum Scope: String, Sendable {
    /// More of the others in that hour were slow, or failed, than chance explains (binomial, 5 %), and at least half.
    case platform
    /// At most a quarter of the others in that hour were slow, or none failed: it is this start alone.
    case notebook
    /// Fewer than `fewestInHour` others in that hour, or something in between.
    case unclear
  }

  /// A start is slow when at most this share of the comparable ones took longer.
  package static let slowShare = 0.25
  /// Below this number of comparable starts nothing is said.
  package static let fewestPeers = 10
  /// Below this number of others in that hour nothing is said of the hour.
  package static let fewestInHour = 3

  /// The time to ready and the steps, in this order, as far as start and others say something of them.
  package let parts: [PeerPart]
  /// Comparable starts before it, whatever became of them.
  package let peers: Int
  /// Those that ended ready or failed, and those that failed.
  package let peerFailures: (ended: Int, failed: Int)
  /// The same of the others in its hour.
  package let hourFailures: (ended: Int, failed: Int)
  /// What the start was.
  package let standing: Standing
  /// Of a slow start the slow step that lies furthest above its median; nil: no single one.
  package let step: PeerPart?
  /// Whom it concerns; `unclear` unless the start was slow or failed.
  package let scope: Scope

  /// - Parameters:
  ///   - peers: comparable starts before it.
  ///   - hour: comparable starts around it, before or after; may overlap with `peers`.
  ///   - steps: how many steps a start has.
  package init(_ start: ChangeAttempt, peers: [ChangeAttempt], hour: [ChangeAttempt], steps: Int = 4) {
    let measures: [ChangeMeasure] = [.start] + (0..<steps).map { .step($0 + 1) }
    parts = measures.compactMap { PeerPart($0, start, peers: peers, hour: hour) }
    self.peers = peers.count
    peerFailures = Self.failures(peers)
    hourFailures = Self.failures(hour)
    let total = parts.first { $0.measure == .start }
    standing =
      switch start.start.outcome {
      case .failed: .failed
      case .cancelled, .superseded: .cancelled
      case .succeeded, .inProgress:
        if let total, total.peers >= Self.fewestPeers { total.isSlow ? .slow : .ordinary } else { .tooFew }
      }
    step =
      standing == .slow
      ? parts.filter { $0.measure != .start && $0.isSlow && $0.excess > 0 }.max { $0.excess < $1.excess } : nil
    switch standing {
    case .slow: scope = Self.scope(total?.slowInHour ?? 0, of: total?.hour ?? 0, chance: Self.slowShare)
    case .failed:
      // A share that nobody has seen yet is taken as one in twenty.
      let rate = Double(peerFailures.failed) / Double(max(1, peerFailures.ended))
      scope = Self.scope(hourFailures.failed, of: hourFailures.ended, chance: max(0.05, rate))
    case .ordinary, .cancelled, .tooFew: scope = .unclear
    }
  }

  private static func failures(_ attempts: [ChangeAttempt]) -> (ended: Int, failed: Int) {
    let failed = attempts.count { $0.start.outcome == .failed }
    return (failed + attempts.count { $0.start.outcome == .succeeded }, failed)
  }

  private static func scope(_ hits: Int, of count: Int, chance: Double) -> Scope {
    guard count >= fewestInHour else { return .unclear }
    let share = Double(hits) / Double(count)
    if share >= 0.5, chance < 1,
      DiscreteDistribution.binomial(trials: count, chance: chance).upperTail(from: hits) <= 0.05
    {
      return .platform
    }
    return share <= min(chance, slowShare) ? .notebook : .unclear
  }
}
