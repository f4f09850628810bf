/// The sorted paths of a group in plain memory, as the hot loops read them.
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

    var isBeginKnown: Bool { !begin.isNaN }
    var isCensored: Bool { !censoredAt.isNaN }
    /// Transitions after `T_0`.
    var transitions: Int { brackets - 1 }
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

  init(_ paths: [StartPath]) {
    let count = paths.reduce(0) { $0 + $1.brackets.count }
    lows = .allocate(capacity: count)
    highs = .allocate(capacity: count)
    var place = 0
    var rows: [Row] = []
    rows.reserveCapacity(paths.count)
    for path in paths {
      let last = path.brackets[path.brackets.count - 1]
      rows.append(
        Row(
          firstStep: path.firstStep, place: place, brackets: path.brackets.count,
          begin: path.isBeginKnown ? path.brackets[0].middle : .nan, censoredAt: path.censoredAt ?? .nan,
          isExact: path.censoredAt == nil && (path.isEndExact || last.width < Self.instant)))
      for bracket in path.brackets {
        (lows + place).initialize(to: bracket.low)
        (highs + place).initialize(to: bracket.high)
        place += 1
      }
    }
    self.rows = rows
    longest = paths.reduce(1) { max($0, $1.brackets.count) }
  }

  deinit {
    lows.deallocate()
    highs.deallocate()
  }
}
