import CCurl

/// What keeps secrets in the memory of the process.
package enum ProcessGuard {
  /// No core file, and no debugger of the same user.
  package static func forbidCore() { nb_forbid_core() }
}
