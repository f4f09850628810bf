/// Where the services of the two vendors are, when nothing else says it.
package enum Services {
  /// Regions of the other vendor's European cloud.
  private static let otcRegions: Set<String> = ["eu-de", "eu-nl"]
  /// ModelArts there; eu-nl has none.
  private static let otcNotebooks = "https://modelarts.eu-de.otc.t-systems.com"

  /// The notebook service of a region.
  package static func notebooks(region: String) -> String {
    if region == "eu-de" { return otcNotebooks }
    // Both SDKs have this one with another ending.
    if region == "ap-southeast-1" { return "https://modelarts.ap-southeast-1.myhuaweicloud.cn" }
    return "https://modelarts.\(region).myhuaweicloud.com"
  }

  /// The identity service of a region.
  package static func identity(region: String?) -> String {
    guard let region else { return "https://iam.myhuaweicloud.com/v3" }
    return otcRegions.contains(region)
      ? "https://iam.\(region).otc.t-systems.com/v3" : "https://iam.\(region).myhuaweicloud.com/v3"
  }
}
