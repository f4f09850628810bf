import Foundation
import Testing

@testable import NBCollector

@Suite struct CloudsFileTests {
  private func file(_ files: [String: String], _ variables: [String: String] = [:]) throws -> CloudsFile {
    try CloudsFile(
      environment: { variables[$0] }, read: { path throws(CloudsFile.Fault) in files[path].map { Array($0.utf8) } })
  }

  private func account(
    _ text: String, cloud: String = "c", secure: String? = nil, choice: CloudEntry.Choice? = nil
  ) throws -> Account {
    var files = ["clouds.yaml": text]
    files["secure.yaml"] = secure
    let clouds = try file(files)
    return try CloudEntry.account(clouds.cloud(cloud), name: cloud, path: "clouds.yaml", choice: choice)
  }

  private func user(_ account: Account) throws -> KeystoneUser {
    guard case .password(let user) = account.credentials else {
      throw CloudsFile.Fault(message: "no password but \(account.credentials.word)")
    }
    return user
  }

  @Test func `every cloud reads as openstacksdk reads it`() throws {
    let clouds = try CloudsFile(
      environment: { _ in nil },
      read: { path throws(CloudsFile.Fault) in
        path.hasPrefix("/") ? nil : try? RecordedFile.bytes("clouds/" + path)
      })
    let expected =
      try JSONSerialization.jsonObject(with: Data(RecordedFile.bytes("clouds/expected.json")))
      as? [String: [String: Any]]
    #expect(clouds.names == expected?.keys.sorted())
    for (name, cloud) in try #require(expected) {
      let entry = try clouds.cloud(name)
      for (key, value) in cloud {
        // openstacksdk fills in its default for the interface; ours is in the account.
        let ours = entry[key]?.text ?? (key == "interface" ? "public" : nil)
        if let text = value as? String { #expect(ours == text, "\(name).\(key)") }
        for (inner, text) in value as? [String: String] ?? [:] {
          #expect(entry[key]?[inner]?.text == text, "\(name).\(key).\(inner)")
        }
      }
    }
  }

  @Test func `the secret part may stand in secure yaml`() throws {
    let account = try account(
      "clouds: {c: {auth: {auth_url: 'https://i/v3', username: u, project_name: p}, region_name: r}}",
      secure: "clouds: {c: {auth: {password: x}}}")
    #expect(try user(account).password == Secret("x"))
    #expect(account.region == "r")
  }

  @Test func `an anchor in clouds yaml does not inherit the secure part`() throws {
    let clouds = "clouds: {a: &a {auth: {auth_url: 'https://i/v3', username: u}}, c: *a}"
    #expect(throws: CloudsFile.Fault.self) {
      try account(clouds, secure: "clouds: {a: {auth: {password: x}}}")
    }
  }

  @Test func `the user's domain is the project's where none is given`() throws {
    let user = try user(
      account(
        "clouds: {c: {auth: {auth_url: 'https://i/v3', username: u, password: p, project_name: n, user_domain_name: D}}}"
      ))
    #expect(user.projectDomain == KeystoneName(name: "D"))
  }

  @Test func `the profile otc knows where to log in`() throws {
    let account = try account("clouds: {c: {profile: otc, region_name: eu-nl, auth: {username: u, password: p}}}")
    #expect(try user(account).authURL == "https://iam.eu-nl.otc.t-systems.com/v3")
  }

  @Test func `a password goes before keys, and --auth aksk chooses the others`() throws {
    let text = "clouds: {c: {auth: {auth_url: 'https://i/v3', username: u, password: p}, ak: A, sk: S}}"
    let first = try account(text)
    #expect(first.credentials.word == "password")
    #expect(first.warnings == ["cloud c also has aksk: --auth aksk chooses it"])
    guard case .keys(let keys) = try account(text, choice: .aksk).credentials else {
      Issue.record("no keys")
      return
    }
    #expect(keys.accessKey == "A")
    #expect(keys.secretKey == Secret("S"))
  }

  @Test(arguments: [
    ("clouds: {c: {verify: false, auth: {auth_url: 'https://i', username: u, password: p}}}", "cacert"),
    ("clouds: {c: {auth_type: agency, auth: {}}}", "not supported yet"),
    ("clouds: {c: {auth: {auth_url: 'https://i', username: u}}}", "secure.yaml"),
    ("clouds: {d: {}}", "it has d"),
    ("clouds:\n  c:\n   auth: [", "line "),
    ("clouds: {c: {profile: elsewhere, auth: {username: u, password: p}}}", "auth_url"),
  ])
  func `what is wrong is said with its place`(text: String, words: String) {
    do {
      _ = try account(text)
      Issue.record("read without a fault")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test func `a fault names no text of the file`() {
    #expect(throws: YAMLFault.self) { try YAMLReader.read(Array("password: \"s3cret\\q\"".utf8)) }
    do {
      _ = try YAMLReader.read(Array("password: \"s3cret\\q\"".utf8))
    } catch {
      #expect(!"\(error)".contains("s3cret"))
    }
  }

  @Test func `a file that repeats itself without end is refused`() {
    var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    for level in 1...9 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ") + "]\n"
    }
    #expect(throws: YAMLFault.self) { try YAMLReader.read(Array(text.utf8)) }
  }

  @Test func `the file is looked for where openstacksdk looks`() throws {
    let text = "clouds: {x: {}}"
    #expect(try file(["/home/u/.config/openstack/clouds.yaml": text], ["HOME": "/home/u"]).names == ["x"])
    #expect(try file(["/c/openstack/clouds.json": text], ["XDG_CONFIG_HOME": "/c", "HOME": "/h"]).names == ["x"])
    #expect(try file(["/etc/openstack/clouds.yml": text]).names == ["x"])
    #expect(try file(["/f": text], ["OS_CLIENT_CONFIG_FILE": "/f"]).clouds.path == "/f")
    #expect(throws: CloudsFile.Fault.self) { try file([:]) }
    #expect(throws: CloudsFile.Fault.self) { try file(["clouds.yaml": text], ["OS_CLIENT_CONFIG_FILE": "/f"]) }
  }
}
