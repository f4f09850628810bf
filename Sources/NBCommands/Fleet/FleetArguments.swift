import ArgumentParser
import NBFleet

/// A day of UTC on the command line: `2026-11-17`, or its number since 1970.
struct DayArgument: ExpressibleByArgument {
  let day: Day

  init?(argument: String) {
    guard let day = Day(text: argument) else { return nil }
    self.day = day
  }
}

/// Days on the command line: `2026-11-16..2026-11-17`, both included.
struct DaysArgument: ExpressibleByArgument {
  let days: ClosedRange<Day>

  init?(argument: String) {
    guard let dots = argument.firstRange(of: ".."), let from = Day(text: String(argument[..<dots.lowerBound])),
      let until = Day(text: String(argument[dots.upperBound...])), from <= until
    else { return nil }
    days = from...until
  }
}

/// An amount of memory on the command line: `512MiB`, `1G`, or bytes.
struct MemoryArgument: ExpressibleByArgument {
  let bytes: Int

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    let units = ["": 0, "k": 10, "m": 20, "g": 30]
    var unit = argument.dropFirst(digits.count).lowercased()
    if unit.hasSuffix("ib") { unit.removeLast(2) }
    guard let number = Int(digits), let shift = units[unit], number >= 1, number <= (1 << 40) >> shift else {
      return nil
    }
    bytes = number << shift
  }
}

extension FoldRequest.Checkpoints: ExpressibleByArgument {}
