import Testing

@testable import NBCollector

@Suite struct AccountChoiceTests {
  private func account(
    _ variables: [String: String], auth: CloudEntry.Choice? = nil, command: String? = nil
  ) throws -> Account? {
    try AccountChoice(
      auth: auth, tokenCommand: command, environment: { variables[$0] },
      read: { path throws(CloudsFile.Fault) in
        path == "clouds.yaml"
          ? Array("clouds: {c: {auth: {auth_url: 'https://i', username: u, password: p}}}".utf8) : nil
      }
    ).account()
  }

  private static let all = [
    "NBTRACK_TOKEN": "t", "HUAWEICLOUD_SDK_AK": "a1", "HUAWEICLOUD_SDK_SK": "s", "HW_ACCESS_KEY": "a2",
    "HW_SECRET_KEY": "s", "OS_ACCESS_KEY": "a3", "OS_SECRET_KEY": "s", "OS_AUTH_URL": "https://i", "OS_USERNAME": "u",
    "OS_PASSWORD": "p",
  ]

  @Test func `the first that is complete wins, and the others are named`() throws {
    var variables = Self.all
    let order = [
      ("NBTRACK_TOKEN", "NBTRACK_TOKEN"), ("HUAWEICLOUD_SDK_SK", "HUAWEICLOUD_SDK_AK"),
      ("HW_SECRET_KEY", "HW_ACCESS_KEY"), ("OS_SECRET_KEY", "OS_ACCESS_KEY"),
      ("OS_PASSWORD", "OS_USERNAME and OS_PASSWORD"),
    ]
    for (index, (variable, source)) in order.enumerated() {
      let account = try #require(try account(variables))
      #expect(account.source == source)
      #expect(account.warnings.count == order.count - index - 1)
      variables[variable] = nil
    }
    #expect(try account(variables) == nil)
  }

  @Test func `a cloud goes before everything of the environment`() throws {
    let account = try account(Self.all.merging(["OS_CLOUD": "c"]) { $1 })
    #expect(account?.source == "cloud c of clouds.yaml")
    #expect(account?.credentials.word == "password")
  }

  @Test func `--auth takes the first of its kind`() throws {
    #expect(try account(Self.all, auth: .password)?.credentials.word == "password")
    #expect(try account(Self.all, auth: .aksk)?.source == "HUAWEICLOUD_SDK_AK")
    #expect(try account(Self.all, auth: .token)?.warnings == [])
  }

  @Test func `a token command comes after a ready token`() throws {
    #expect(try account(Self.all, command: "x")?.credentials.word == "token")
    #expect(try account([:], command: "x")?.credentials.word == "token-command")
  }

  @Test func `temporary keys carry their token`() throws {
    let account = try account([
      "HUAWEICLOUD_SDK_AK": "a", "HUAWEICLOUD_SDK_SK": "s", "HUAWEICLOUD_SDK_SECURITY_TOKEN": "t",
      "HUAWEICLOUD_SDK_PROJECT_ID": "p",
    ])
    guard case .keys(let keys)? = account?.credentials else {
      Issue.record("no keys")
      return
    }
    #expect(keys.securityToken == Secret("t"))
    #expect(account?.projectID == "p")
  }

  @Test func `nothing prints a secret`() throws {
    let account = try #require(
      try account(Self.all.merging(["HW_SECRET_KEY": "geheim", "NBTRACK_TOKEN": "geheim"]) { $1 }))
    var text = "\(account)"
    dump(account, to: &text)
    #expect(!text.contains("geheim"))
    #expect(text.contains("[secret]"))
  }

  @Test(arguments: [
    (["HUAWEICLOUD_SDK_AK"], ["HUAWEICLOUD_SDK_AK is set, HUAWEICLOUD_SDK_SK not"]),
    (["OS_AUTH_URL", "OS_USERNAME"], ["OS_AUTH_URL, OS_USERNAME are set, OS_PASSWORD not"]),
    (["OS_AUTH_URL", "OS_USER_ID", "OS_PASSWORD"], []),
    (
      ["HW_SECRET_KEY", "OS_PASSWORD"],
      ["HW_SECRET_KEY is set, HW_ACCESS_KEY not", "OS_PASSWORD is set, OS_AUTH_URL, OS_USERNAME not"]
    ),
    ([], []),
  ])
  func `credentials of which only a part is set are told with what they lack`(set: [String], halves: [String]) {
    let choice = AccountChoice(
      environment: { set.contains($0) ? "x" : nil }, read: { _ throws(CloudsFile.Fault) in nil })
    #expect(choice.halves == halves)
  }
}
