/// Names of files as they are stored with rejects.
package enum SourceName {
  /// The name without secrets: files of downloads are called by their address now and then.
  package static func safe(_ name: String) -> String {
    TextRedaction.redact(Array(name.utf8)).map { String(decoding: $0, as: UTF8.self) } ?? name
  }
}
