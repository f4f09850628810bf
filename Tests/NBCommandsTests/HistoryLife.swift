import NBObservations

/// A day of one instance with a little of everything.
func life(name: String = "train") throws -> Told {
  var told = Told()
  func body(_ status: String, _ rest: String = "") -> String {
    """
    {\(rest.isEmpty ? "" : rest + ",")"billing_items":["STORAGE"\(status == "RUNNING" ? ",\"COMPUTE\"" : "")],\
    "flavor":"modelarts.vm.gpu.v100","image":{"id":"img-1","name":"trainer","tag":"1.0"},"name":"\(name)",\
    "status":"\(status)","volume":{"capacity":100,"category":"EVS"}}
    """
  }
  func steps(_ statuses: String...) -> String {
    let list = statuses.enumerated().map { "{\"status\":\"\($1)\",\"step\":\($0 + 1)}" }.joined(separator: ",")
    return "\"action_progress\":[\(list)]"
  }
  try told.tell(.poll, "08:00:00", body("STOPPED"))
  try told.tell(.poll, "08:10:00", nil, http: 503)
  try told.tell(.poll, "08:12:00", body("STOPPED"))
  try told.tell(.start, "08:12:30", body("STARTING"), requestedAt: "08:12:29")
  try told.tell(.poll, "08:12:40", body("STARTING", steps("PROCESSING", "WAITING", "WAITING", "WAITING")))
  try told.tell(.poll, "08:12:50", body("STARTING", steps("COMPLETED", "PROCESSING", "WAITING", "WAITING")))
  try told.tell(.poll, "08:13:20", body("STARTING", steps("COMPLETED", "PROCESSING", "WAITING", "WAITING")))
  try told.tell(.poll, "08:13:30", body("STARTING", steps("COMPLETED", "COMPLETED", "COMPLETED", "PROCESSING")))
  try told.tell(.poll, "08:13:40", body("RUNNING"), token: "i0123456789abcdef")
  try told.tell(.poll, "08:25:00", body("RUNNING"), token: "i0123456789abcdef")
  try told.tell(.poll, "09:05:00", body("RUNNING"), token: "ifedcba987654321f")
  try told.tell(.stop, "09:06:00", body("STOPPING"))
  try told.tell(.poll, "09:07:00", body("STOPPED"))
  try told.tell(.start, "09:08:00", "{\"error_code\":\"ModelArts.6360\",\"error_msg\":\"sold out\"}", http: 400)
  try told.tell(.start, "09:09:00", body("STARTING"), requestedAt: "09:08:59")
  try told.tell(.poll, "09:09:10", body("STARTING", steps("PROCESSING", "WAITING", "WAITING", "WAITING")))
  try told.tell(
    .poll, "09:09:20",
    body("START_FAILED", steps("COMPLETED", "FAILED", "WAITING", "WAITING") + ",\"fail_reason\":\"no node\""))
  return told
}
