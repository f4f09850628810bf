/// Classes of flavors as people call them.
public enum ClassWords {
  /// `GPU`, `CPU`, `NPU`; other classes are of unknown class.
  public static func name(_ flavorClass: String) -> String {
    ["cpu", "gpu", "npu"].contains(flavorClass) ? flavorClass.uppercased() : "unclassed"
  }
}
