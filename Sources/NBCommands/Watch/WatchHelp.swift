import NBBasics
import NBCollector
import NBSQLite

/// What a stranger is told on the way to the first answer.
enum WatchHelp {
  static let noLibcurl = Access.Problem(
    "nbtrack watch needs libcurl, and this machine has none",
    hint: "Debian, Ubuntu: apt install libcurl4. Fedora: dnf install libcurl.")

  static let noCredentials = """
    Three ways, each with what to type:

    1. A clouds.yaml with user and password (Open Telekom Cloud, OpenStack), in ~/.config/openstack:
         clouds: {otc: {profile: otc, region_name: eu-de, auth: {username: U, password: P, project_name: eu-de, user_domain_name: OTC-EU-DE-0000}}}
         nbtrack watch --cloud otc --check
    2. An access key (Huawei Cloud):
         export HUAWEICLOUD_SDK_AK=… HUAWEICLOUD_SDK_SK=…
         nbtrack watch --region cn-north-4 --check
    3. A token from another tool:
         export NBTRACK_TOKEN=$(openstack token issue -f value -c id)
         nbtrack watch --region eu-de --project-id ID --check
    """

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
