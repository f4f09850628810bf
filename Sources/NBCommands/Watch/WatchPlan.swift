import NBBasics
import NBCollector
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Targets from what was typed, or from a `watch.toml`.
enum WatchPlan {
  /// One target; nil when there are no credentials.
  static func target(_ wish: TargetChoice, rates: Rates, isSingle: Bool) throws -> PlannedTarget? {
    let found: Account?
    do throws(CloudsFile.Fault) { found = try choice(wish).account() } catch {
      throw CommandFailure(.failed, error.message, hint: error.isMissingFile ? WatchHelp.noCloudsFile : "")
    }
    guard let found else { return nil }
    for warning in found.warnings { StandardError.write("nbtrack: \(warning)") }
    let account = wish.applied(to: found)
    let place = wish.cloud ?? SecretFiles.environment("OS_CLOUD") ?? account.credentials.word
    let name = account.region.map { "\(place)/\($0)" } ?? place
    return try checked(
      PlannedTarget(
        target: wish.target(named: name, isSingle: isSingle), account: account, rates: rates,
        allowsPlainHTTP: wish.allowsPlainHTTP))
  }

  /// Why there is no account, and the ways to one.
  static func noCredentials(_ wish: TargetChoice) -> CommandFailure {
    let halves = choice(wish).halves
    return CommandFailure(
      .failed, halves.isEmpty ? "no credentials found" : "no complete credentials: \(halves.joined(separator: "; "))",
      hint: WatchHelp.noCredentials)
  }

  private static func choice(_ wish: TargetChoice) -> AccountChoice {
    AccountChoice(
      cloud: wish.cloud, auth: wish.auth, region: wish.region, tokenCommand: wish.tokenCommand,
      environment: SecretFiles.environment, read: SecretFiles.read)
  }

  /// A secret would travel in the clear.
  private static func checked(_ plan: PlannedTarget) throws -> PlannedTarget {
    for url in [plan.account.endpoint, plan.account.authURL].compactMap(\.self) {
      guard let origin = Origin(url: url) else {
        throw CommandFailure(.usage, "\(url) is no URL of a service", hint: "It begins with https://.")
      }
      guard plan.allows(origin) else {
        throw CommandFailure(
          .usage, "\(origin) is not encrypted", hint: "Use https, or allow it with --insecure-http.")
      }
    }
    return plan
  }

  // MARK: watch.toml

  /// A file's targets, and where it wants metrics and recordings.
  static func file(
    _ path: String, rates typed: RateOptions, isSingle: Bool
  ) throws -> (targets: [PlannedTarget], metrics: String?, record: String?) {
    let text = String(decoding: try TextFile.read(path), as: UTF8.self)
    do {
      let file = try WatchFile(text)
      let common = try Self.rates(file.top, over: typed.rates())
      var targets: [PlannedTarget] = []
      for block in file.targets { targets.append(try target(block, common: common, isSingle: isSingle)) }
      for (index, plan) in targets.enumerated()
      where targets[..<index].contains(where: { $0.target.name == plan.target.name }) {
        targets[index].target.name += "#\(index + 1)"
      }
      SecretFiles.warnIfReadable(path)
      return (targets, try file.top.text("metrics"), try file.top.text("record"))
    } catch let fault as TOMLFault {
      throw CommandFailure(.usage, "\(path), \(fault)")
    }
  }

  private static func rates(_ block: WatchFile.Block, over base: Rates) throws -> Rates {
    func duration(_ key: String) throws -> Int64? {
      guard let text = try block.text(key) else { return nil }
      guard let milliseconds = DurationText.milliseconds(text) else {
        throw TOMLFault(line: block.line(of: key), "`\(key)` takes a duration such as 15s")
      }
      return milliseconds
    }
    var rates = base
    rates.every = try duration("every") ?? rates.every
    rates.startingEvery = try duration("starting_every") ?? rates.startingEvery
    rates.maximumRate = try block.number("max_rate") ?? rates.maximumRate
    rates.unchanged = try duration("unchanged") ?? rates.unchanged
    do { try RateOptions.check(rates) } catch {
      throw TOMLFault(line: block.line, "\(error)")
    }
    return rates
  }

  private static func target(_ block: WatchFile.Block, common: Rates, isSingle: Bool) throws -> PlannedTarget {
    var wish = TargetChoice()
    wish.cloud = try block.text("cloud")
    wish.region = try block.text("region")
    wish.projectID = try block.text("project_id")
    wish.project = try block.text("project")
    wish.endpoint = try block.text("endpoint")
    wish.authURL = try block.text("auth_url")
    wish.allUsers = try block.flag("all_users") ?? false
    wish.features = try block.list("features") ?? []
    wish.workspaces = try block.list("workspaces") ?? []
    wish.tokenCommand = try block.text("token_command")
    wish.authorities = try block.text("ca_file")
    wish.labelRegion = try block.text("label_region")
    wish.labelProject = try block.text("label_project")
    wish.allowsPlainHTTP = try block.flag("insecure_http") ?? false
    if let word = try block.text("auth") {
      guard let choice = CloudEntry.Choice(rawValue: word) else {
        throw TOMLFault(line: block.line, "`auth` takes password, aksk or token")
      }
      wish.auth = choice
    }
    let own = try Self.rates(block, over: common)
    if let account = try SecretFiles.account(block) {
      var account = wish.applied(to: account)
      account.region = wish.region
      return try checked(
        PlannedTarget(
          target: wish.target(named: wish.region ?? account.credentials.word, isSingle: isSingle), account: account,
          rates: own, allowsPlainHTTP: wish.allowsPlainHTTP))
    }
    guard let plan = try target(wish, rates: own, isSingle: isSingle) else {
      throw TOMLFault(line: block.line, "there are no credentials for this target")
    }
    return plan
  }
}
