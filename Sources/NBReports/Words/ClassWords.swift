/// Classes of flavors as people call them.
package enum ClassWords {
  /// `GPU`, `CPU`, `NPU`; other classes are of unknown class.
  package static func name(_ flavorClass: String) -> String {
    ["cpu", "gpu", "npu"].contains(flavorClass) ? flavorClass.uppercased() : "unclassed"
  }
}
