import NBBasics

/// Whether an object looks like an answer about a notebook.
enum NotebookShape {
  /// Whether the object has at least one of the members that only notebooks and errors have.
  static func isPresent(_ object: Int, in tape: JSONTape) -> Bool {
    var isPresent = false
    tape.forEachMember(of: object) { key, _ in
      isPresent =
        isPresent || tape.text(key, is: "status") || tape.text(key, is: "flavor") || tape.text(key, is: "image")
        || tape.text(key, is: "lease") || tape.text(key, is: "action_progress") || tape.text(key, is: "error_code")
        || tape.text(key, is: "error_msg")
    }
    return isPresent
  }
}
