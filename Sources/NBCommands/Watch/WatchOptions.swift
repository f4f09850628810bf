import ArgumentParser
import NBBasics
import NBCollector

extension CloudEntry.Choice: ExpressibleByArgument {}

/// Which target to watch, as typed.
struct TargetOptions: ParsableArguments {
  @Option(help: "An entry of clouds.yaml. Default: $OS_CLOUD.")
  var cloud: String?
  @Option(help: "Which credentials, when several are there: password, aksk or token.")
  var auth: CloudEntry.Choice?
  @Option(help: "The region; also goes into every envelope. Default: that of the credentials.")
  var region: String?
  @Option(help: ArgumentHelp("The project's id.", valueName: "id"))
  var projectID: String?
  @Option(help: ArgumentHelp("The project's name.", valueName: "name"))
  var project: String?
  @Option(
    help: ArgumentHelp("Scheme and host of the service. Default: the catalogue's, else by region.", valueName: "url"))
  var endpoint: String?
  @Option(name: .customLong("auth-url"), help: ArgumentHelp("The identity service.", valueName: "url"))
  var authURL: String?
  @Flag(help: "Everyone's instances.")
  var allUsers = false
  @Option(help: ArgumentHelp("One list for each: NOTEBOOK, DEFAULT (the free ones).", valueName: "features"))
  var feature: String?
  @Option(help: ArgumentHelp("One list for each workspace.", valueName: "ids"))
  var workspace: String?
  @Option(help: ArgumentHelp("Run by /bin/sh; prints a token on its first line.", valueName: "command"))
  var tokenCommand: String?
  @Option(help: ArgumentHelp("Certificate authorities instead of the system's.", valueName: "file"))
  var caFile: String?
  @Option(help: ArgumentHelp("What envelopes carry as region; '' for none.", valueName: "region"))
  var labelRegion: String?
  @Option(help: ArgumentHelp("What envelopes carry as project; '' for none.", valueName: "id"))
  var labelProject: String?
  @Flag(name: .customLong("insecure-http"), help: "Allow http beyond this machine.")
  var insecureHTTP = false
}

extension TargetOptions {
  /// What was typed, in words of the collector.
  var choice: TargetChoice {
    TargetChoice(
      cloud: cloud, auth: auth, region: region, projectID: projectID, project: project, endpoint: endpoint,
      authURL: authURL, allUsers: allUsers, features: TargetChoice.split(feature),
      workspaces: TargetChoice.split(workspace), tokenCommand: tokenCommand, authorities: caFile,
      labelRegion: labelRegion, labelProject: labelProject, allowsPlainHTTP: insecureHTTP)
  }
}

/// How often to look, as typed.
struct RateOptions: ParsableArguments {
  @Option(help: ArgumentHelp("From one list to the next, 1s to 1h. Default: 15s.", valueName: "duration"))
  var every: DurationArgument?
  @Option(
    help: ArgumentHelp("From one look at a moving instance to the next, 1s to 1h. Default: 5s.", valueName: "duration"))
  var startingEvery: DurationArgument?
  @Option(help: ArgumentHelp("Requests a minute and target, 1 to 6000. Default: 60.", valueName: "n"))
  var maxRate: Int?
  @Option(
    help: ArgumentHelp(
      "Append an unchanged answer once in this time, 1s to 10m; 0s appends all. Default: 5m.", valueName: "duration"))
  var unchanged: DurationArgument?

  func rates() throws -> Rates {
    var rates = Rates()
    rates.every = every?.milliseconds ?? rates.every
    rates.startingEvery = startingEvery?.milliseconds ?? rates.startingEvery
    rates.maximumRate = maxRate ?? rates.maximumRate
    rates.unchanged = unchanged?.milliseconds ?? rates.unchanged
    try Self.check(rates)
    return rates
  }

  static func check(_ rates: Rates) throws {
    guard (1000...3_600_000).contains(rates.every) else { throw ValidationError("--every takes 1s to 1h") }
    guard (1000...3_600_000).contains(rates.startingEvery) else {
      throw ValidationError("--starting-every takes 1s to 1h")
    }
    guard (1...6000).contains(rates.maximumRate) else { throw ValidationError("--max-rate takes 1 to 6000") }
    guard rates.unchanged == 0 || (1000...600_000).contains(rates.unchanged) else {
      throw ValidationError("--unchanged takes 0s, or 1s to 10m")
    }
  }
}
