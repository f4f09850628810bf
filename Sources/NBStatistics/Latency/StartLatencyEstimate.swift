/// The answer for the starts of one group: a line of the start-latency table. Milliseconds.
package struct StartLatencyEstimate: Sendable {
  /// The share of all starts that are ready within a time, failures counting as never.
  package struct ReadyWithin: Sendable, Equatable {
    /// The time asked for.
    package let limit: Int64
    /// F_1 at the limit, linear within an interval; nil without rows.
    package let share: Double?
    /// Wilson's lower 95 % limit of the starts that were certainly ready by then, out of all; nil without rows.
    package let low: Double?
    /// Wilson's upper limit of those that may have been.
    package let high: Double?
  }

  /// Rows: `succeeded + failed + cancelled + inProgress`.
  package let n: Int
  /// Starts that got ready.
  package let succeeded: Int
  /// Starts that failed: never ready, so they count in the shares ready and not in the quantiles.
  package let failed: Int
  /// Superseded ones included.
  package let cancelled: Int
  /// Starts without an outcome at the last observation.
  package let inProgress: Int
  /// `succeeded / n`: the share known to get ready; nil without rows.
  package let readyShareLow: Double?
  /// `(succeeded + inProgress) / n`: the same plus what nobody knows yet; nil without rows.
  package let readyShareHigh: Double?
  /// p50, p90, p95 of the time to ready, given ready.
  package let quantiles: [QuantileEstimate]
  /// One for each time asked for, in the order of asking.
  package let within: [ReadyWithin]
  /// `competingRisks`, or `path` where too many requests were not seen, or `none` with fewer rows than `LatencyTable.fewestRows` or no start that got ready.
  package let method: LatencyMethod
  /// What a reader must know, joined by "; "; empty when there is nothing.
  package let note: String
  /// `max g_j - 1`; nil without rows.
  package let certificateGap: Double?

  /// Estimates one group.
  ///
  /// - Parameters:
  ///   - attempts: refused ones aside. Those whose begin is not bounded below are left out; the note says how many.
  ///   - gaps: milliseconds between consecutive looks within the attempts.
  ///   - within: times in milliseconds for which the share ready by then is wanted.
  ///   - clock: whether the platform's own totals are used.
  package static func estimate(
    _ attempts: [AttemptTimes], gaps: [Int64], within: [Int64] = [], clock: LatencyClock = .auto
  ) -> StartLatencyEstimate {
    StartLatencyEstimate(
      attempts.map(\.startRow), within: within, clock: clock,
      model: TotalPath.isNeeded(attempts, clock: clock) ? TotalModel(attempts, gaps: gaps, clock: clock) : nil)
  }

  /// The same of rows alone, as if the totals were all that is known.
  package static func estimate(
    rows: [StartRow], within: [Int64] = [], clock: LatencyClock = .auto
  ) -> StartLatencyEstimate {
    StartLatencyEstimate(rows, within: within, clock: clock, model: nil)
  }

  private init(_ rows: [StartRow], within: [Int64], clock: LatencyClock, model: TotalModel?) {
    let known = rows.compactMap { row in
      row.total(clock: clock).map { (interval: $0, cause: row.cause) }
    }
    let fit = CompetingRisksFit(known.map { CompetingRow($0.interval, $0.cause) })
    let ready = fit?.curve(.ready)
    let hasEnough = known.count >= LatencyTable.fewestRows && (ready?.total ?? 0) > 0
    let model = hasEnough ? model : nil
    // Given ready, failed starts are dropped and whatever did not end so far, or ended otherwise, is open to the right.
    let ends = SortedEnds(
      known.filter { $0.cause != .failed }.map {
        $0.cause == .ready ? $0.interval : CensoredInterval(left: $0.interval.left, right: .infinity)
      })
    let paths = model?.quantiles(ends: ends)
    let columns = QuantileColumns(ends: ends, isEstimated: hasEnough) { share in
      ready.flatMap { $0.quantile(share, of: $0.total)?.estimate }
    }

    n = known.count
    succeeded = known.count { $0.cause == .ready }
    failed = known.count { $0.cause == .failed }
    cancelled = known.count { $0.cause == .withdrawn }
    inProgress = known.count { $0.cause == .pending }
    readyShareLow = n > 0 ? Double(succeeded) / Double(n) : nil
    readyShareHigh = n > 0 ? Double(succeeded + inProgress) / Double(n) : nil
    quantiles =
      paths?.map { QuantileEstimate(share: $0.share, estimate: $0.estimate, low: $0.low, high: $0.high) }
      ?? columns.quantiles
    self.within = within.map { limit in
      let time = Double(limit)
      let certain = known.count { $0.cause == .ready && $0.interval.right <= time }
      let possible = known.count { ($0.cause == .ready || $0.cause == .pending) && $0.interval.left < time }
      return ReadyWithin(
        limit: limit,
        share: model?.share(by: Double(limit)).flatMap { share in ready.map { share * $0.total } }
          ?? ready?.cumulativeEstimate(at: Double(limit)),
        low: RateInterval.wilson(certain, of: known.count)?.lower,
        high: RateInterval.wilson(possible, of: known.count)?.upper)
    }
    method = !hasEnough ? .none : model == nil ? .competingRisks : .path
    certificateGap = fit?.certificateGap

    var notes: [String] = []
    if n == 0 { notes.append(LatencyNote.noRows) }
    if n > 0, n < LatencyTable.fewestRows { notes.append(LatencyNote.none(listedOnly: false)) }
    if n >= LatencyTable.fewestRows, !hasEnough { notes.append(LatencyNote.noneReady) }
    if hasEnough, n < LatencyTable.fewRows { notes.append(LatencyNote.weak(listedOnly: false)) }
    if n < rows.count { notes.append(LatencyNote.beginUnknown(rows.count - n)) }
    if let model, let paths {
      notes += LatencyNote.path(paths) + model.notes
      notes += LatencyNote.missing(paths, rows: ends.count, isEstimated: true)
    } else {
      notes += columns.notes
    }
    note = notes.joined(separator: LatencyNote.separator)
  }
}
