import Glibc

/// `--color never|auto|always`.
package enum ColorChoice: String, Sendable, CaseIterable {
  case never, auto, always
}

/// What the other end of a descriptor is, and what it wants to see.
package enum Terminal {
  /// Whether a descriptor leads to a terminal.
  package static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Columns of a terminal, or what COLUMNS says where the terminal does not tell; nil when neither knows.
  package static func width(
    _ descriptor: Int32, environment: (String) -> String? = environmentValue
  ) -> Int? {
    var size = winsize()
    if ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0 { return Int(size.ws_col) }
    return environment("COLUMNS").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Lines of a terminal; nil when it does not tell.
  package static func height(_ descriptor: Int32) -> Int? {
    var size = winsize()
    return ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_row > 0 ? Int(size.ws_row) : nil
  }

  /// Whether to colour what goes to a descriptor. An explicit choice wins; otherwise only on a terminal, not a dumb
  /// one, and not when NO_COLOR is set to anything ("when present and not an empty string", no-color.org).
  package static func usesColor(
    _ choice: ColorChoice, isTerminal: Bool, environment: (String) -> String? = environmentValue
  ) -> Bool {
    switch choice {
    case .never: false
    case .always: true
    case .auto: isTerminal && (environment("NO_COLOR") ?? "").isEmpty && environment("TERM") != "dumb"
    }
  }

  /// Whether to draw a line over itself to show progress: only on a terminal, and not on a dumb one.
  package static func showsProgress(
    isTerminal: Bool, environment: (String) -> String? = environmentValue
  ) -> Bool {
    isTerminal && environment("TERM") != "dumb"
  }

  /// The value of an environment variable; nil when it is not set.
  package static func environmentValue(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
