import Foundation
import PackagePlugin

/// Writes `queryFiles`: name and bytes of every file of `queries/`, so that a file is a named query because it lies there.
/// SwiftPM embeds the bytes under names of their own, but gives no list of them.
@main struct ListQueries: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    let folder = context.package.directoryURL.appending(path: "queries")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasSuffix(".sql") }.sorted()
    let items = files.map { file in
      let name = file.dropLast(4)
      return "  (\"\(name)\", PackageResources.\(name.replacing("-", with: "_"))_sql),\n"
    }
    let list = "let queryFiles: [(name: String, bytes: [UInt8])] = [\n\(items.joined())]\n"
    let output = context.pluginWorkDirectoryURL.appending(path: "QueryFiles.swift")
    // The text is part of the command, so that the command runs again when a file comes or goes.
    return [
      .buildCommand(
        displayName: "Listing queries", executable: URL(filePath: "/bin/sh"),
        arguments: ["-c", "printf '%s' \"$1\" > \"$2\"", "sh", list, output.path()], outputFiles: [output])
    ]
  }
}
