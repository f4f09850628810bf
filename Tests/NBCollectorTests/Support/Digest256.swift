import Crypto
import NBBasics

enum Digest256 {
  static func hex(_ text: String) -> String { Hex.string(SHA256.hash(data: Array(text.utf8))) }
}
