-- title: Failure rates
-- question: What share of the starts that ended failed, by flavor, image or any other dimension?
-- place: 60
-- about: attempt
-- window: begin_high
-- by: flavor kind, also failed_step
-- parameter: exact flag
-- column: attempts count | succeeded count | failed count | cancelled count | superseded count | in_progress count
-- column: refused count | failure_rate share low=failure_rate_low high=failure_rate_high
-- note: failure_rate = failed / (succeeded + failed) with its 95 % interval (Wilson; Clopper-Pearson with exact);
-- note: refused starts never enter it
-- order: times, then failure_rate_low descending, then the dimensions
WITH counted AS (
  SELECT
    /*by*/ flavor, kind, /*end*/
    count(*) AS attempts,
    count(*) FILTER (WHERE outcome = 'succeeded') AS succeeded,
    count(*) FILTER (WHERE outcome = 'failed') AS failed,
    count(*) FILTER (WHERE outcome = 'cancelled') AS cancelled,
    count(*) FILTER (WHERE outcome = 'superseded') AS superseded,
    count(*) FILTER (WHERE outcome = 'in_progress') AS in_progress,
    count(*) FILTER (WHERE outcome = 'refused') AS refused
  FROM chosen_attempt
  /*group by*/ GROUP BY flavor, kind /*end*/
)
SELECT
  /*by*/ flavor, kind, /*end*/
  attempts,
  succeeded,
  failed,
  cancelled,
  superseded,
  in_progress,
  refused,
  CASE WHEN succeeded + failed > 0 THEN failed * 1.0 / (succeeded + failed) END AS failure_rate,
  nb_rate_low(failed, succeeded + failed, :exact) AS failure_rate_low,
  nb_rate_high(failed, succeeded + failed, :exact) AS failure_rate_high
FROM counted
ORDER BY
  /*by time*/ /*end*/
  failure_rate_low DESC NULLS LAST,
  /*by*/ flavor, kind, /*end*/
  attempts DESC
