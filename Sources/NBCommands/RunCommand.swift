import ArgumentParser
import NBBasics
import NBFleet
import NBObservations
import NBReadModel
import NBReports
import NBSQLite
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Parses the arguments, runs the command and ends the process: the one place that maps outcomes to exit statuses.
package func runCommand(_ root: any ParsableCommand.Type) -> Never {
  signal(SIGPIPE, SIG_IGN)
  // A file that may not grow further is then an error with a message.
  signal(SIGXFSZ, SIG_IGN)
  quietCrashes()
  Interruption.install()
  do {
    if root._commandName == "nbtrack", let help = QueryHelp(CommandLine.arguments) {
      try OutputOptions.parse([]).write(help.document)
      exit(ExitStatus.done.rawValue)
    }
    var command = try root.parseAsRoot()
    try command.run()
    exit(ExitStatus.done.rawValue)
  } catch let failure as CommandFailure {
    report(failure, by: root)
  } catch let fault as QuestionFault {
    report(CommandFailure(fault.isAboutData ? .failed : .usage, fault.message, hint: fault.hint), by: root)
  } catch let failure as Failure {
    report(CommandFailure(failure), by: root)
  } catch let fault as FleetFault {
    let status: ExitStatus = fault.kind == .otherVersion ? .newerDatabase : .integrityViolated
    report(CommandFailure(status, fault.message, hint: fault.hint), by: root)
  } catch {
    if let failure = unknownCommand(of: root) { report(failure, by: root) }
    guard root.exitCode(for: error) != .success, wantsJSON else { root.exit(withError: error) }
    report(CommandFailure(.usage, root.message(for: error)), by: root)
  }
}

/// A crash ends the process and says nothing of its memory: a backtrace shows what registers point to, and that may be an
/// answer. Whoever sets SWIFT_BACKTRACE asks for one.
private func quietCrashes() {
  guard Terminal.environmentValue("SWIFT_BACKTRACE") == nil else { return }
  for number in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT, SIGQUIT] { signal(number, SIG_DFL) }
}

extension CommandFailure {
  init(_ error: Failure) {
    let status: ExitStatus =
      switch error.kind {
      case .busy: .busy
      case .newerSchema: .newerDatabase
      default: .failed
      }
    self.init(status, error.message, hint: error.hint)
  }
}

/// Why the first argument is no command, with the one that may be meant; nil when it is one, or an option.
private func unknownCommand(of root: any ParsableCommand.Type) -> CommandFailure? {
  let names = root.configuration.subcommands.map { $0._commandName }
  guard !names.isEmpty, let word = CommandLine.arguments.dropFirst().first, !word.hasPrefix("-"),
    !(names + ["help"]).contains(word)
  else { return nil }
  return CommandFailure(
    .usage, "there is no command \(word)",
    hint: Suggestion.hint(for: word, among: names, or: "\(root._commandName) --help lists them."))
}

private func report(_ failure: CommandFailure, by root: any ParsableCommand.Type) -> Never {
  if let message = failure.message {
    var text: [UInt8] = []
    if wantsJSON {
      text += #"{"code":"#.utf8
      text += String(failure.status.rawValue).utf8
      for (key, value) in [("message", message), ("hint", failure.hint)] {
        text += ",\"\(key)\":".utf8
        JSONText.appendQuoted(value, to: &text)
      }
      text.append(UInt8(ascii: "}"))
    } else {
      text += "\(root._commandName): \(VisibleText.of(message))".utf8
      if !failure.hint.isEmpty { text += "\n\(failure.hint)".utf8 }
    }
    StandardError.write(String(decoding: text, as: UTF8.self))
  }
  exit(failure.status.rawValue)
}

/// Whether errors are to be JSON, as `--format json` asks. The parser says so even of arguments that do not parse as a
/// whole, so that values of other options are not taken for it.
private let wantsJSON = (try? FormatOnly.parse(Array(CommandLine.arguments.dropFirst())))?.format == "json"

private struct FormatOnly: ParsableArguments {
  @Option var format: String?
  @Argument(parsing: .allUnrecognized) var rest: [String] = []
}

/// Everything that is not data.
enum StandardError {
  /// Writes a line, or several. Whatever acts on a terminal becomes visible: messages quote names of files and arguments.
  static func write(_ line: String) {
    put(
      line.split(separator: "\n", omittingEmptySubsequences: false).map { VisibleText.of(String($0)) + "\n" }.joined())
  }

  /// Writes text as it is; a closed stderr is no reason to fail.
  static func put(_ text: String) {
    var bytes = Array(text.utf8)
    while !bytes.isEmpty {
      let count = Glibc.write(STDERR_FILENO, bytes, bytes.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      bytes.removeFirst(count)
    }
  }
}
