/// What a collector watches: which lists of which project, and how it is called in log lines.
package struct Target: Sendable {
  /// One list: a feature and a workspace; nil leaves the service's default.
  package struct Filter: Hashable, Sendable {
    package var feature: String?
    package var workspace: String?

    package init(feature: String? = nil, workspace: String? = nil) {
      self.feature = feature
      self.workspace = workspace
    }
  }

  /// `otc/eu-de`.
  package var name: String
  package var filters: [Filter]
  /// Everyone's instances.
  package var includesAllUsers = false
  /// One look at everything, then the end.
  package var isSingle = false
  /// What envelopes carry; nil for what the credentials say.
  package var regionLabel: String?
  package var projectLabel: String?

  package init(name: String, filters: [Filter] = [Filter()]) {
    self.name = name
    self.filters = filters
  }

  /// The request of a look, without what lets it in.
  package func request(for look: Look, _ session: Access.Session) -> HTTPRequest {
    var segments = ["v1", session.projectID, "notebooks"]
    var request: HTTPRequest
    switch look {
    case .show(let id):
      segments.append(id)
      request = HTTPRequest(origin: session.origin, path: PercentEncoding.path(segments), timeout: 10_000)
    case .list(let page):
      if includesAllUsers { segments.append("all") }
      var parameters = [("limit", String(page.limit)), ("offset", String(page.offset))]
      if page.isSorted { parameters += [("sort_dir", "ASC"), ("sort_key", "create_at")] }
      let filter = filters[page.filter]
      if let feature = filter.feature { parameters.append(("feature", feature)) }
      if let workspace = filter.workspace {
        // The two vendors spell it differently.
        let isOTC = session.origin.authority.contains("otc.t-systems")
        parameters.append((isOTC ? "workspaceId" : "workspace_id", workspace))
      }
      request = HTTPRequest(
        origin: session.origin, path: PercentEncoding.path(segments), query: PercentEncoding.query(parameters),
        timeout: 20_000)
    }
    request.headers = [HTTPHeader("Content-Type", "application/json"), HTTPHeader("X-Language", "en-us")]
    return request
  }
}
