/// What a cloud of clouds.yaml says about how to get in.
package enum CloudEntry {
  /// Which credentials to take, where an entry has several.
  package enum Choice: String, Sendable {
    case password, aksk, token
  }

  /// Regions and services that a profile stands for (openstacksdk, `config/vendors`).
  private static func authURL(profile: String, region: String?) -> String? {
    switch profile {
    case "otc": "https://iam.\(region ?? "eu-de").otc.t-systems.com/v3"
    case "otc-swiss": "https://iam-pub.eu-ch2.sc.otc.t-systems.com/v3"
    default: nil
    }
  }

  /// The account of an entry, its secrets already laid over it.
  package static func account(
    _ entry: YAMLValue, name: String, path: String, choice: Choice? = nil, region chosenRegion: String? = nil
  ) throws(CloudsFile.Fault) -> Account {
    func fault(_ text: String) -> CloudsFile.Fault {
      CloudsFile.Fault(message: "\(path), cloud \(name): \(text)")
    }
    let auth = entry["auth"] ?? .map([:])
    let profile = entry["profile"]?.text ?? entry["cloud"]?.text
    let region =
      chosenRegion ?? entry["region_name"]?.text ?? firstRegion(entry)
      ?? (profile == "otc" ? "eu-de" : profile == "otc-swiss" ? "eu-ch2" : nil)
    if entry["verify"]?.boolean == false {
      throw fault("`verify: false` is refused: name the authority's file with `cacert: FILE` instead")
    }
    let url = auth["auth_url"]?.text ?? profile.flatMap { authURL(profile: $0, region: region) }
    if let profile, url == nil { throw fault("the profile \(profile) is not known here: give `auth_url`") }

    let found = try credentials(auth, entry, authURL: url, fault: fault)
    guard let chosen = choice.map({ wanted in found.first { $0.word == wanted.rawValue } }) ?? found.first else {
      throw fault(
        choice == nil
          ? "there is neither `username` with `password` nor `ak` with `sk` (a secure.yaml may hold the secret part)"
          : "there is nothing for --auth \(choice?.rawValue ?? "")")
    }
    var account = Account(credentials: chosen, source: "cloud \(name) of \(path)")
    account.region = region
    account.projectID = auth["project_id"]?.text ?? auth["tenant_id"]?.text
    account.projectName = auth["project_name"]?.text ?? auth["tenant_name"]?.text
    account.authURL = url
    account.endpoint = entry["modelarts_endpoint_override"]?.text
    account.authorities = entry["cacert"]?.text
    account.interface = entry["interface"]?.text ?? "public"
    if choice == nil, found.count > 1 {
      account.warnings.append("cloud \(name) also has \(found[1].word): --auth \(found[1].word) chooses it")
    }
    return account
  }

  /// All complete credentials, the one that counts without a choice first: a password before keys, which are documented
  /// for object storage.
  private static func credentials(
    _ auth: YAMLValue, _ entry: YAMLValue, authURL: String?, fault: (String) -> CloudsFile.Fault
  ) throws(CloudsFile.Fault) -> [Credentials] {
    var found: [Credentials] = []
    let kind = entry["auth_type"]?.text ?? "password"
    switch kind {
    case "password", "v3password", "aksk", "token", "v3token", "v3applicationcredential": break
    case "agency", "v3agency": throw fault("`auth_type: \(kind)` is not supported yet")
    default: throw fault("`auth_type: \(kind)` is not known; password, token and v3applicationcredential are")
    }
    if let id = auth["application_credential_id"]?.text, let secret = auth["application_credential_secret"]?.text {
      guard let authURL else { throw fault("`auth_url` is missing") }
      found.append(.application(id: id, secret: Secret(secret), authURL: authURL))
    }
    if let token = auth["token"]?.text { found.append(.token(Secret(token))) }
    if let user = user(auth) {
      guard let authURL else { throw fault("`auth_url` is missing") }
      found.append(.password(user(authURL)))
    }
    let accessKey = text(entry, auth, "ak", "access_key")
    let secretKey = text(entry, auth, "sk", "secret_key")
    if let accessKey, let secretKey {
      let token = text(entry, auth, "security_token").map { Secret($0) }
      found.append(.keys(AccessKeys(accessKey: accessKey, secretKey: Secret(secretKey), securityToken: token)))
    }
    return found
  }

  private static func user(_ auth: YAMLValue) -> ((String) -> KeystoneUser)? {
    let user = KeystoneName(id: auth["user_id"]?.text, name: auth["username"]?.text ?? auth["user_name"]?.text)
    guard !user.isEmpty, let password = auth["password"]?.text else { return nil }
    let domain = KeystoneName(id: auth["domain_id"]?.text, name: auth["domain_name"]?.text)
    let userDomain = KeystoneName(
      id: auth["user_domain_id"]?.text ?? domain.id, name: auth["user_domain_name"]?.text ?? domain.name)
    let projectDomain = KeystoneName(
      id: auth["project_domain_id"]?.text ?? domain.id, name: auth["project_domain_name"]?.text ?? domain.name)
    let project = KeystoneName(
      id: auth["project_id"]?.text ?? auth["tenant_id"]?.text,
      name: auth["project_name"]?.text ?? auth["tenant_name"]?.text)
    return { url in
      KeystoneUser(
        authURL: url, user: user, userDomain: userDomain, project: project,
        projectDomain: projectDomain.isEmpty ? userDomain : projectDomain, password: Secret(password))
    }
  }

  private static func text(_ entry: YAMLValue, _ auth: YAMLValue, _ keys: String...) -> String? {
    for key in keys {
      if let text = entry[key]?.text ?? auth[key]?.text { return text }
    }
    return nil
  }

  private static func firstRegion(_ entry: YAMLValue) -> String? {
    guard case .list(let regions)? = entry["regions"], let first = regions.first else { return nil }
    return first.text ?? first["name"]?.text
  }
}
