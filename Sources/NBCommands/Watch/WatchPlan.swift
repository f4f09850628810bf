import NBBasics
import NBCollector
import NBSources

#if canImport(Glibc)
  import Glibc
#endif

/// Targets from what was typed, or from a `watch.toml`.
enum WatchPlan {
  /// The one target of the options; nil when there are no credentials.
  static func target(_ options: TargetOptions, rates: Rates, isSingle: Bool) throws -> PlannedTarget? {
    let choice = AccountChoice(
      cloud: options.cloud, auth: options.auth, region: options.region, tokenCommand: options.tokenCommand,
      environment: SecretFiles.environment, read: SecretFiles.read)
    let found: Account?
    do throws(CloudsFile.Fault) { found = try choice.account() } catch { throw CommandFailure(.failed, error.message) }
    guard let found else { return nil }
    for warning in found.warnings { StandardError.write("nbtrack: \(warning)") }
    let account = found.choosing(
      projectID: options.projectID, projectName: options.project, authURL: options.authURL,
      endpoint: options.endpoint, authorities: options.caFile ?? SecretFiles.environment("OS_CACERT"))
    let place = options.cloud ?? SecretFiles.environment("OS_CLOUD") ?? account.credentials.word
    var target = Target(
      name: account.region.map { "\(place)/\($0)" } ?? place,
      filters: filters(split(options.feature), split(options.workspace)))
    target.includesAllUsers = options.allUsers
    target.isSingle = isSingle
    target.regionLabel = options.labelRegion
    target.projectLabel = options.labelProject
    return try checked(
      PlannedTarget(target: target, account: account, rates: rates, allowsPlainHTTP: options.insecureHTTP))
  }

  /// One list for each feature in each workspace.
  private static func filters(_ features: [String], _ workspaces: [String]) -> [Target.Filter] {
    let features = features.isEmpty ? [nil] : features.map(Optional.some)
    let workspaces = workspaces.isEmpty ? [nil] : workspaces.map(Optional.some)
    return features.flatMap { feature in workspaces.map { Target.Filter(feature: feature, workspace: $0) } }
  }

  private static func split(_ text: String?) -> [String] {
    (text ?? "").split(separator: ",").map { String($0.filter { $0 != " " }) }.filter { !$0.isEmpty }
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
      let common = try rates(file.top, over: typed.rates())
      var targets: [PlannedTarget] = []
      for block in file.targets { targets.append(try target(block, common: common, isSingle: isSingle)) }
      for (index, plan) in targets.enumerated() where targets[..<index].contains(where: { $0.target.name == plan.target.name }) {
        targets[index].target.name += "#\(index + 1)"
      }
      SecretFiles.warnIfReadable(path)
      return (targets, try file.top.text("metrics"), try file.top.text("record"))
    } catch let fault as WatchFile.Fault {
      throw CommandFailure(.usage, "\(path), \(fault)")
    }
  }

  private static func rates(_ block: WatchFile.Block, over base: Rates) throws -> Rates {
    func duration(_ key: String) throws -> Int64? {
      guard let text = try block.text(key) else { return nil }
      guard let milliseconds = DurationText.milliseconds(text) else {
        throw WatchFile.Fault(line: block.values[key]?.line ?? block.line, reason: "`\(key)` takes a duration such as 15s")
      }
      return milliseconds
    }
    var rates = base
    rates.every = try duration("every") ?? rates.every
    rates.startingEvery = try duration("starting_every") ?? rates.startingEvery
    rates.maximumRate = try block.number("max_rate") ?? rates.maximumRate
    rates.unchanged = try duration("unchanged") ?? rates.unchanged
    do { try RateOptions.check(rates) } catch {
      throw WatchFile.Fault(line: block.line, reason: "\(error)")
    }
    return rates
  }

  private static func target(_ block: WatchFile.Block, common: Rates, isSingle: Bool) throws -> PlannedTarget {
    var options = TargetOptions()
    options.cloud = try block.text("cloud")
    options.region = try block.text("region")
    options.projectID = try block.text("project_id")
    options.project = try block.text("project")
    options.endpoint = try block.text("endpoint")
    options.authURL = try block.text("auth_url")
    options.allUsers = try block.flag("all_users") ?? false
    options.feature = try block.list("features")?.joined(separator: ",")
    options.workspace = try block.list("workspaces")?.joined(separator: ",")
    options.tokenCommand = try block.text("token_command")
    options.caFile = try block.text("ca_file")
    options.labelRegion = try block.text("label_region")
    options.labelProject = try block.text("label_project")
    options.insecureHTTP = try block.flag("insecure_http") ?? false
    if let word = try block.text("auth") {
      guard let choice = CloudEntry.Choice(rawValue: word) else {
        throw WatchFile.Fault(line: block.line, reason: "`auth` takes password, aksk or token")
      }
      options.auth = choice
    }
    let rates = try rates(block, over: common)
    if let account = try SecretFiles.account(block) {
      var plan = PlannedTarget(target: Target(name: ""), account: account, rates: rates)
      plan.account = account.choosing(
        projectID: options.projectID, projectName: options.project, authURL: options.authURL,
        endpoint: options.endpoint, authorities: options.caFile)
      plan.account.region = options.region
      plan.target = Target(
        name: options.region ?? account.credentials.word,
        filters: filters(split(options.feature), split(options.workspace)))
      plan.target.includesAllUsers = options.allUsers
      plan.target.isSingle = isSingle
      plan.target.regionLabel = options.labelRegion
      plan.target.projectLabel = options.labelProject
      plan.allowsPlainHTTP = options.insecureHTTP
      return try checked(plan)
    }
    guard let plan = try self.target(options, rates: rates, isSingle: isSingle) else {
      throw WatchFile.Fault(line: block.line, reason: "there are no credentials for this target")
    }
    return plan
  }
}
