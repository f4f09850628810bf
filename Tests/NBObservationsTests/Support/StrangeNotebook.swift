import NBTestHistories

/// A notebook with secrets, persons and strange values where facts are read.
func strangeNotebook(_ random: inout SeededRandom) -> JSONValue {
  func value(_ random: inout SeededRandom) -> JSONValue {
    random.pick([
      .string("plain"), .string("token=S3CRET and more"), .string("https://me:pw@h/x?y=1"), .raw("null"),
      .raw("7"), .raw("-9223372036854775808"), .raw("1.5"), .raw("true"), .string(""), .raw(#""\ud800x\u0041""#),
      .array([.string("VOLUME"), .string("password: x"), .raw("1")]), .object([("id", .string("i"))]),
      .array([
        .object([("step", .number(2)), ("status", .string("COMPLETED"))]),
        .object([("step", .number(2)), ("status", .string("waiting"))]),
      ]),
    ])
  }
  func object(_ names: [String], _ random: inout SeededRandom) -> JSONValue {
    .object(names.filter { _ in random.chance(70) }.map { ($0, value(&random)) })
  }
  var members: [(String, JSONValue)] = [("id", random.chance(90) ? .string("nb-\(random.below(3))") : value(&random))]
  for name in [
    "status", "name", "flavor", "feature", "workspace_id", "fail_reason", "error_code", "error_msg", "error_message",
    "create_at", "update_at", "user_id", "billing_items", "action_progress", "token", "custom_spec",
  ] where random.chance(70) { members.append((name, value(&random))) }
  members.append(("user", object(["id", "name", "domain"], &random)))
  members.append(("image", object(["id", "name", "tag", "resource_categories"], &random)))
  members.append(("pool", object(["id", "name"], &random)))
  members.append(("volume", object(["category", "ownership", "capacity"], &random)))
  members.append(("lease", object(["create_at", "update_at", "duration", "enable", "type"], &random)))
  if random.chance(30) { members.append((members[random.below(members.count)].0, value(&random))) }
  return .object(members)
}
