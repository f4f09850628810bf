/// What a number counts, and so how a person reads it.
package enum Unit: Sendable, Hashable {
  /// Things that are counted: `1,204`.
  case count
  /// A bare number of at most three decimals.
  case number
  /// A length of time in milliseconds: `1 min 39 s`.
  case duration
  /// A length of time in milliseconds that is charged for by the hour: `1,200 h`.
  case hours
  /// A fraction: `13 %`.
  case share
  /// GB-hours: `74,500 GB-h`.
  case gigabyteHours
  /// Any other unit, written behind the number.
  case named(String)

  /// The unit that a row of a query names in its column `unit`.
  init(named name: String) {
    switch name {
    case "s", "ms": self = .duration
    case "share": self = .share
    case "gb_hours": self = .gigabyteHours
    case "", "count": self = .count
    default: self = .named(name)
    }
  }
}

/// A number with its unit: the one form in which figures reach a page.
package struct Quantity: Sendable, Hashable {
  /// The number, in the measure that the unit says.
  package var value: Double
  /// What it counts.
  package var unit: Unit

  /// A number with its unit.
  package init(_ value: Double, _ unit: Unit) {
    self.value = value
    self.unit = unit
  }

  /// A number in the unit that a row of a query names: `s`, `ms`, `share`, `gb_hours`, `count` or another word.
  init(_ value: Double, named name: String) {
    self.init(name == "s" ? value * 1000 : value, Unit(named: name))
  }

  /// The quantity as a person reads it.
  package func text(_ rounding: Rounding = .nearest) -> String {
    switch unit {
    case .count: NumberWords.grouped(NumberWords.trimmed(value, decimals: 3))
    case .number: NumberWords.trimmed(value, decimals: 3)
    case .duration: DurationWords.text(milliseconds: value, rounding)
    case .hours: DurationWords.hours(milliseconds: value, rounding)
    case .share: NumberWords.percent(value)
    case .gigabyteHours: NumberWords.gigabyteHours(value)
    case .named(let name):
      "\(NumberWords.grouped(NumberWords.trimmed(value, decimals: 3))) "
        + (value == 1 && name.hasSuffix("s") ? String(name.dropLast()) : name)
    }
  }

  /// The quantity as a difference, with its sign; a difference of shares is one of percentage points.
  package var change: String {
    NumberWords.signed(value) { value in
      unit == .share ? "\(NumberWords.trimmed(value * 100, decimals: 1)) points" : Quantity(value, unit).text()
    }
  }
}
