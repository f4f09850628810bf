/// The sorted paths of a group in plain memory, as the hot loops read them: equal ones once, and each with what it has in
/// common with the one before, since looks in a fixed rhythm give many starts the same brackets.
final class PathTable {
  struct Row {
    /// The step that begins at `T_0`.
    var firstStep: Int
    /// Where the brackets stand in `lows` and `highs`, and how many there are.
    var place: Int
    var brackets: Int
    /// `T_0` where it counts as known; else not a number.
    var begin: Double
    /// When the last step had not ended; else not a number.
    var censoredAt: Double
    var isExact: Bool
    /// How many paths it stands for.
    var weight = 1.0
    /// Up to which bracket the path has everything in common with the latest one before it that was carried; -1: nothing.
    var kept = -1

    var isBeginKnown: Bool { !begin.isNaN }
    var isCensored: Bool { !censoredAt.isNaN }
    /// Transitions after `T_0`.
    var transitions: Int { brackets - 1 }
    /// The bracket that the chances start in, and the one that the last jump starts from.
    var firstBracket: Int { isBeginKnown ? 1 : 0 }
    var lastBracket: Int { isCensored ? transitions : transitions - 1 }
    /// One jump from a known begin: nothing is carried from bracket to bracket.
    var isDirect: Bool { lastBracket < firstBracket }
    /// The steps the path tells of.
    var steps: Range<Int> { firstStep..<(firstStep + brackets - (isCensored ? 0 : 1)) }
  }

  /// A bracket narrower than this counts as a known instant.
  static let instant = 0.001

  let rows: [Row]
  let lows: UnsafeMutablePointer<Double>
  let highs: UnsafeMutablePointer<Double>
  /// The most brackets of a row.
  let longest: Int

  /// Rows that follow one another and are carried alike up to the last jump, or single ones that are not carried.
  let groups: [Range<Int>]

  /// - Parameter paths: sorted.
  init(_ paths: [StartPath]) {
    let count = paths.reduce(0) { $0 + $1.brackets.count }
    lows = .allocate(capacity: count)
    highs = .allocate(capacity: count)
    var place = 0
    var rows: [Row] = []
    rows.reserveCapacity(paths.count)
    var groups: [Range<Int>] = []
    // The latest row that is carried.
    var carried: Row?
    for (index, path) in paths.enumerated() {
      if index > 0, path == paths[index - 1] {
        rows[rows.count - 1].weight += 1
        continue
      }
      let last = path.brackets[path.brackets.count - 1]
      var row = Row(
        firstStep: path.firstStep, place: place, brackets: path.brackets.count,
        begin: path.isBeginKnown ? path.brackets[0].middle : .nan, censoredAt: path.censoredAt ?? .nan,
        isExact: path.censoredAt == nil && (path.isEndExact || last.width < Self.instant))
      for bracket in path.brackets {
        (lows + place).initialize(to: bracket.low)
        (highs + place).initialize(to: bracket.high)
        place += 1
      }
      var isAlike = false
      if !row.isDirect {
        if let carried {
          row.kept = Self.common(row, carried, lows, highs)
          isAlike = row.kept == row.lastBracket && row.lastBracket == carried.lastBracket
        }
        carried = row
      }
      if isAlike, let group = groups.last, group.upperBound == rows.count, !rows[rows.count - 1].isDirect {
        groups[groups.count - 1] = group.lowerBound..<(rows.count + 1)
      } else {
        groups.append(rows.count..<(rows.count + 1))
      }
      rows.append(row)
    }
    self.rows = rows
    self.groups = groups
    longest = paths.reduce(1) { max($0, $1.brackets.count) }
  }

  /// The last bracket up to which two rows that are carried are alike; -1: none.
  private static func common(
    _ one: Row, _ two: Row, _ lows: UnsafeMutablePointer<Double>, _ highs: UnsafeMutablePointer<Double>
  ) -> Int {
    guard one.firstStep == two.firstStep, one.isBeginKnown == two.isBeginKnown,
      !one.isBeginKnown || one.begin == two.begin
    else { return -1 }
    var bracket = one.firstBracket
    while bracket <= min(one.lastBracket, two.lastBracket), lows[one.place + bracket] == lows[two.place + bracket],
      highs[one.place + bracket] == highs[two.place + bracket]
    { bracket += 1 }
    return bracket > one.firstBracket ? bracket - 1 : -1
  }

  deinit {
    lows.deallocate()
    highs.deallocate()
  }
}
