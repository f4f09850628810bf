import NBBasics
import NBEventLog
import NBObservations
import NBSQLite

/// The instances of a log, by the words that name them.
package enum InstanceNames {
  /// So many candidates are named.
  private static let mostNamed = 10

  /// All instances in the order of ids; `region` and `project` narrow it.
  package static func all(
    in log: EventLog, region: String? = nil, project: String? = nil
  ) throws(Failure) -> [NamedInstance] {
    let statement = try log.connection.prepare(String(decoding: PackageResources.instance_names_sql, as: UTF8.self))
    try statement.bind(region, named: "region")
    try statement.bind(project, named: "project")
    var list: [NamedInstance] = []
    while try statement.step() {
      list.append(
        NamedInstance(
          key: StreamKey(region: statement.text(0), projectID: statement.text(1), notebookID: statement.text(2)),
          name: statement.textOrNil(3), status: statement.textOrNil(4)))
    }
    return list
  }

  /// The instance that a word names.
  ///
  /// - Throws: ``QuestionFault`` when there is none, or several.
  package static func find(
    _ word: String, region: String? = nil, project: String? = nil, in log: EventLog
  ) throws -> NamedInstance {
    switch NamedInstance.match(word, among: try all(in: log, region: region, project: project)) {
    case .one(let instance): return instance
    case .none:
      throw QuestionFault.nothing(
        word.isEmpty ? "an empty name names no instance" : "no instance has an id or a name with \(word)",
        hint: "`nbtrack status` lists them.")
    case .several(let candidates):
      // Regions and projects matter where they are all that tells two instances apart.
      let repeats = Set(candidates.map(\.key.notebookID)).count < candidates.count
      let lines = candidates.prefix(mostNamed).map { candidate in
        let place = repeats ? "  \(candidate.key.region) \(candidate.key.projectID)" : ""
        let name = String((candidate.name ?? "(no name)").map { $0.isNewline ? " " : $0 })
        return "  \(name)  \(candidate.status ?? "-")  \(candidate.key.notebookID)\(place)\n"
      }
      throw QuestionFault.nothing(
        "\(word) names \(candidates.count) instances:",
        hint: lines.joined() + (candidates.count > mostNamed ? "  …\n" : "")
          + (repeats ? "--region and --project narrow it." : "Type more of the name or of the id."))
    }
  }
}
