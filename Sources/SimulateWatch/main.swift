import WatchSimulator

// simulate-watch                            number, name and true p50 and p90 of step 2 and of the time to ready, in
//                                           seconds, of each scenario, separated by tabs
// simulate-watch NUMBER SEED [plain]        what a watch of one fleet leaves, as envelopes; plain: without what the server
//                                           and the requests say of time
let words = CommandLine.arguments.dropFirst().map { $0 }
let shares = [0.5, 0.9]
if words.isEmpty {
  for (number, scenario) in WatchScenario.all.enumerated() {
    let truths =
      WatchedFleet.trueStep(scenario, shares: shares) + WatchedFleet.trueTotals(scenario, shares: shares)
    print(([String(number), scenario.name] + truths.map { String($0 / 1000) }).joined(separator: "\t"))
  }
} else if words.count >= 2, let number = Int(words[0]), let seed = UInt64(words[1]),
  WatchScenario.all.indices.contains(number)
{
  let scenario = WatchScenario.all[number]
  for line in WatchedFleet(words.last == "plain" ? scenario.plain : scenario, seed: seed).lines { print(line) }
} else {
  fatalError("usage: simulate-watch [NUMBER SEED [plain]]")
}
