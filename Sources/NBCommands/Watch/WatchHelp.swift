import NBBasics
import NBCollector
import NBSQLite

/// What a stranger is told on the way to the first answer.
enum WatchHelp {
  static let noLibcurl = Access.Problem(
    "nbtrack watch needs libcurl, and this machine has none",
    hint: "Debian, Ubuntu: apt install libcurl4. Fedora: dnf install libcurl.")

  private static let cloudsFile = """
    clouds: {otc: {profile: otc, region_name: eu-de, auth: {username: U, password: P, project_name: eu-de, user_domain_name: OTC-EU-DE-0000}}}
    """

  static let noCloudsFile = """
    Write it, readable by you alone, and look whether it is right:

         umask 077; mkdir -p ~/.config/openstack; cat >~/.config/openstack/clouds.yaml <<'END'
    \(cloudsFile)
    END
         nbtrack watch --cloud otc --check
    """

  static let noCredentials = """
    Three ways, each with what to type:

    1. A user with a password (Open Telekom Cloud, OpenStack): ~/.config/openstack/clouds.yaml
         \(cloudsFile)
         nbtrack watch --cloud otc --check
       or, with the variables of an .ostackrc (OS_AUTH_URL, OS_USERNAME, OS_PASSWORD …):
         nbtrack watch --region eu-de --check
    2. An access key (Huawei Cloud):
         export HUAWEICLOUD_SDK_AK=… HUAWEICLOUD_SDK_SK=…
         nbtrack watch --region cn-north-4 --check
    3. A token from another tool:
         export NBTRACK_TOKEN=$(openstack token issue -f value -c id)
         nbtrack watch --region eu-de --project-id ID --check
    """

  /// What a failure of the first request needs, by the line that speaks of it.
  static func problem(_ line: LogLine?) -> Access.Problem {
    let fields = Dictionary(line?.fields.map { ($0.key, $0.value) } ?? []) { first, _ in first }
    if let missing = fields["missing"], let actions = fields["policy"] {
      let quoted = actions.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ", ")
      return Access.Problem(
        "this user may not do \(missing)",
        hint: """
          Ask for this policy (IAM, Permissions, Create custom policy), and nothing more:
          {"Version": "1.1", "Statement": [{"Effect": "Allow", "Action": [\(quoted)]}]}
          """)
    }
    return Access.Problem(
      "the service gave no list: \(fields["error"] ?? "no answer came")",
      hint: "Nothing was written. Look at the region, the auth URL and --endpoint; behind a proxy set HTTPS_PROXY.")
  }

  static let emptyList =
    "0 instances of this user; others' with --all-users, free ones with --feature DEFAULT, other workspaces with --workspace"

  /// An error in one line.
  static func words(_ error: any Error) -> String {
    switch error {
    case let error as CommandFailure: error.message ?? "failed"
    case let error as Failure: error.message
    case let error as CloudsFile.Fault: error.message
    default: "\(error)"
    }
  }
}
