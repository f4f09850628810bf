-- title: Start latency
-- question: How long does a start take until the notebook runs, and what share gets there?
-- place: 50
-- about: attempt
-- window: begin_high
-- by: none
-- parameter: within durations | clock word auto polls
-- column: n count | succeeded count | failed count | cancelled count | in_progress count
-- column: ready_share_low..ready_share_high share
-- column: p50_s s low=p50_low_s high=p50_high_s | p90_s s low=p90_low_s high=p90_high_s
-- column: p95_s s low=p95_low_s high=p95_high_s | method text | note text
-- column: ready_within share each=within
-- note: ready_share low: known to get ready, high: plus what nobody knows yet; p50, p90, p95 seconds to ready, given
-- note: ready, each with its 95 % interval; ready_within: an array, the share ready by each duration of within
-- order: the dimensions
WITH fitted AS (
  SELECT
    /*by*/ /*end*/
    nb_start_latency(
      outcome, begin_low, begin_high, end_low, end_high, begin_high + total_low, server_total, gaps, :clock, :within
    ) AS fit
  FROM chosen_attempt
  WHERE outcome <> 'refused'
  /*group by*/ /*end*/
)
SELECT
  /*by*/ /*end*/
  fit ->> '$.n' AS n,
  fit ->> '$.succeeded' AS succeeded,
  fit ->> '$.failed' AS failed,
  fit ->> '$.cancelled' AS cancelled,
  fit ->> '$.in_progress' AS in_progress,
  fit ->> '$.ready_share_low' AS ready_share_low,
  fit ->> '$.ready_share_high' AS ready_share_high,
  (fit ->> '$.p50') / 1000 AS p50_s,
  (fit ->> '$.p50_low') / 1000 AS p50_low_s,
  (fit ->> '$.p50_high') / 1000 AS p50_high_s,
  (fit ->> '$.p90') / 1000 AS p90_s,
  (fit ->> '$.p90_low') / 1000 AS p90_low_s,
  (fit ->> '$.p90_high') / 1000 AS p90_high_s,
  (fit ->> '$.p95') / 1000 AS p95_s,
  (fit ->> '$.p95_low') / 1000 AS p95_low_s,
  (fit ->> '$.p95_high') / 1000 AS p95_high_s,
  fit ->> '$.method' AS method,
  fit ->> '$.note' AS note,
  fit -> '$.ready_within' AS ready_within
FROM fitted
ORDER BY /*by*/ /*end*/ n
