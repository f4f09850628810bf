import Testing

@testable import NBReports

@Suite struct SummarySentencesTests {
  private func figures(_ change: (inout SummaryFigures) -> Void = { _ in }) -> SummaryFigures {
    var figures = SummaryFigures()
    figures.window = "2026-W47"
    figures.before = "2026-W46"
    figures.starts = SummaryFigures.Starts(
      count: 100, succeeded: 92, failed: 8, cancelled: 0, inProgress: 0, refused: 0, readyShareLow: 0.92,
      readyShareHigh: 0.92)
    figures.latencies = [
      SummaryFigures.Latency(
        flavorClass: "gpu", count: 100, ready: 92, p50: Estimate(72_000, low: 58_000, high: 91_000),
        p90: Estimate(240_000, low: 200_000, high: 300_000))
    ]
    change(&figures)
    return figures
  }

  private func line(_ beginning: String, _ figures: SummaryFigures) -> String? {
    lines(figures).first { $0.hasPrefix(beginning) }
  }

  private func lines(_ figures: SummaryFigures) -> [String] { SummarySentences.lines(figures).map(\.plain) }

  @Test func `a typical start is said with both ranges`() {
    #expect(
      line("GPU", figures()) == "GPU: median start 1 min 12 s (58 s–1 min 31 s), 90 % within 4 min (3 min 20 s–5 min), "
        + "of the 92 that became ready.")
    #expect(line("100", figures()) == "100 starts: 92 became ready, 8 failed; an estimated 92 % become ready.")
  }

  @Test func `a lower limit of zero says nothing and is left out`() {
    let wide = figures { $0.latencies[0].p50 = Estimate(20_000, low: 0, high: 31_000) }
    #expect(line("GPU", wide)?.contains("median start 20 s (≤31 s), 90 %") == true)
  }

  @Test func `a class whose steps have no median has no slowest step`() throws {
    var answers = SampleWeek.answers
    let table = answers["step-latency flavor_class"]!
    let median = table.index(of: "p50_s")!
    answers["step-latency flavor_class"]!.rows = table.rows.map { row in
      var row = row
      if row[0] == "gpu" { row[median] = nil }
      return row
    }
    let figures = try SummaryFigures(ReportAnswers(FakeProvider(SampleWeek.context, answers), file: "f"), line: 1)
    #expect(figures.slowestSteps.map(\.flavorClass) == ["cpu"])
    #expect(figures.slowestSteps.map(\.number) == [2])
  }

  @Test func `a quantile that is not reached is said so and never invented`() {
    let unreached = figures { $0.latencies[0].p90 = Estimate(nil, low: 200_000) }
    #expect(
      line("GPU", unreached)?.hasSuffix("; the data do not say how long 90 % took (≥3 min 20 s).") == true)
    let unknown = figures { $0.latencies[0].p50 = Estimate(nil) }
    #expect(line("GPU", unknown) == "GPU: 100 starts give no typical time.")
  }

  @Test func `too few data are said in words`() {
    let few = figures {
      $0.latencies[0].ready = 4; $0.latencies[0].count = 6
    }
    #expect(line("GPU", few) == "GPU: 4 of 6 starts became ready, too few for a typical time.")
  }

  @Test func `a week with only failures claims no time and no readiness`() {
    let failed = figures {
      $0.starts = SummaryFigures.Starts(count: 7, failed: 7, readyShareLow: 0, readyShareHigh: 0)
      $0.latencies[0] = SummaryFigures.Latency(
        flavorClass: "gpu", count: 7, ready: 0, p50: Estimate(nil), p90: Estimate(nil))
      $0.failures = [
        SummaryFigures.FailureRate(flavor: "x.gpu", ended: 7, failed: 7, rate: Estimate(1, low: 0.645661, high: 1))
      ]
    }
    #expect(
      lines(failed) == [
        "7 starts: 7 failed; an estimated 0 % become ready.",
        "GPU: none of 7 starts is known to have become ready.",
        "x.gpu fails most often: 7 of 7 starts, 100 % (65–100 %).",
        "Nothing can be compared with 2026-W46.",
      ])
  }

  @Test func `an empty week says so`() {
    var empty = SummaryFigures()
    empty.window = "2026-W53"
    empty.before = "2026-W52"
    empty.events = 0
    #expect(
      lines(empty) == [
        "No start began in 2026-W53.", "Nothing can be compared with 2026-W52.", "Nothing was observed in 2026-W53.",
      ])
  }

  @Test func `the first week of the log compares nothing`() {
    let first = figures { $0.before = nil }
    #expect(
      line("There", first) == "There is no earlier week to compare with: the log does not reach back before 2026-W47.")
  }

  @Test func `failures are ranked by the lower limit and few starts are not ranked`() {
    let ranked = figures {
      $0.failures = [
        SummaryFigures.FailureRate(flavor: "few", ended: 4, failed: 4, rate: Estimate(1, low: 0.51, high: 1)),
        SummaryFigures.FailureRate(
          flavor: "small", ended: 10, failed: 3, rate: Estimate(0.3, low: 0.107791, high: 0.603222)),
        SummaryFigures.FailureRate(
          flavor: "large", ended: 100, failed: 20, rate: Estimate(0.2, low: 0.133, high: 0.289)),
      ]
    }
    #expect(
      line("large", ranked) == "large fails most often: 20 of 100 starts, 20 % (13–29 %).")
    let onlyFew = figures { $0.failures = [ranked.failures[0]] }
    #expect(line("Failures", onlyFew)?.hasSuffix("too few for rates.") == true)
    let none = figures { $0.starts.failed = 0 }
    #expect(line("No failures", none) == "No failures in 92 starts that ended.")
  }

  @Test func `exposure is said between what is certain and what is possible, and what was not observed`() {
    let exposed = figures {
      $0.exposures = [
        SummaryFigures.Exposure(
          resource: "COMPUTE", time: Estimate(3_750_000, low: 3_600_000, high: 3_900_000), gigabyteHours: Estimate(nil),
          unobserved: 7_200_000, instances: 1)
      ]
    }
    #expect(
      line("Billable", exposed)
        == "Billable compute: 1 h (1–1.1 h) on 1 notebook; for another 2 h there is no data.")
  }

  @Test func `a change is significant exactly if its interval excludes zero, whatever the p-value`() {
    func change(_ low: Double?, _ high: Double?, _ p: Double? = 0.03, _ note: String = "") -> String? {
      line(
        "Compared",
        figures {
          $0.changes = [
            SummaryFigures.Change(
              measure: "failure_rate", flavorClass: "all", unit: "share", before: 0.05, value: 0.08,
              difference: Estimate(0.03, low: low, high: high), pValue: p, note: note)
          ]
        })
    }
    let beginning = "Compared with 2026-W46: failure rate 8 %, was 5 % (+3 points, 95 %: "
    #expect(change(-0.01, 0.07) == beginning + "-1 to +7 points): no significant change.")
    #expect(change(0, 0.07) == beginning + "0 to +7 points): no significant change.")
    #expect(change(0.01, 0.07, 0.2) == beginning + "+1 to +7 points): a significant change.")
    #expect(
      change(-0.01, 0.07, nil, "the polling cadence changed")
        == beginning + "-1 to +7 points): not tested, the polling cadence changed.")
  }

  @Test func `times are compared by class, since a total also moves with the mix of classes`() {
    let compared = figures {
      $0.changes = ["all", "gpu", "cpu", "npu"].map { name in
        SummaryFigures.Change(
          measure: "start_p50", flavorClass: name, unit: "s", before: 41, value: 55,
          difference: Estimate(14, low: name == "gpu" ? 3 : -38, high: 66), pValue: 0.2, note: "")
      }
    }
    #expect(
      line("Compared", compared)
        == "Compared with 2026-W46: median GPU start 55 s, was 41 s (+14 s, 95 %: +3 s to +1 min 6 s): a significant "
        + "change; median CPU start 55 s, was 41 s (+14 s, 95 %: -38 s to +1 min 6 s): no significant change.")
  }

  @Test func `a week that is not over says up to when it is known`() {
    let open = figures { $0.openAsOf = "2026-11-19T23:59:56.941Z" }
    #expect(
      lines(open)[0].hasSuffix("Data until 19 Nov 2026 23:59 UTC: the week is not complete."))
  }

  @Test func `names of strangers do not act in Markdown`() {
    let named = figures {
      $0.failures = [
        SummaryFigures.FailureRate(
          flavor: "a|b`\n\u{202E}", ended: 10, failed: 3, rate: Estimate(0.3, low: 0.107791, high: 0.603222))
      ]
    }
    let list = Document(head: [.list(DocumentList(SummarySentences.lines(named)))])
    let markdown = String(decoding: MarkdownRenderer().render(list), as: UTF8.self)
    #expect(markdown.contains("a\\|b\\`\\n{U+202E} fails most often: 3 of 10"))
  }

  @Test func `there are never more than ten lines and never a line break in one`() {
    let change = SummaryFigures.Change(
      measure: "m", flavorClass: "all", unit: "s", before: 1, value: 2, difference: Estimate(1), pValue: 0.5, note: "")
    let full = figures {
      $0.latencies = Array(repeating: $0.latencies[0], count: 6)
      $0.slowestSteps = [
        SummaryFigures.Step(
          flavorClass: "gpu", number: 2, name: "a\nb", count: 9, p50: Estimate(1000), p90: Estimate(2000))
      ]
      $0.starts.refused = 3
      $0.exposures = ["COMPUTE", "STORAGE"].map {
        SummaryFigures.Exposure(
          resource: $0, time: Estimate(1, low: 1, high: 1), gigabyteHours: Estimate(1), unobserved: 1, instances: 2)
      }
      $0.changes = Array(repeating: change, count: 5)
      $0.gaps = [SummaryFigures.Gap(length: 1, note: "x\ny")]
      $0.medianGap = 30_000
    }
    let list = Document(head: [.list(DocumentList(SummarySentences.lines(full), isWrapped: false))])
    let lines = String(decoding: MarkdownRenderer().render(list), as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 10)
    #expect(lines.allSatisfy { $0.hasPrefix("- ") && $0.hasSuffix(".") })
  }
}
