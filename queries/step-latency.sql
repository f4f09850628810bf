-- title: Step latency
-- question: How long does each step of a start take?
-- place: 40
-- about: attempt
-- window: begin_high
-- by: none
-- parameter: step integer 1 4 | measure word duration age | interval word path free both | clock word auto polls
-- column: step number key | step_name text | n count | completed count | failed count | censored count
-- column: p50_s s low=p50_low_s high=p50_high_s | p90_s s low=p90_low_s high=p90_high_s
-- column: p95_s s low=p95_low_s high=p95_high_s | method text | note text
-- column: p50_free_low_s..p50_free_high_s s if=interval:both | p90_free_low_s..p90_free_high_s s if=interval:both
-- column: p95_free_low_s..p95_free_high_s s if=interval:both
-- note: n = completed + failed + censored rows, implied ones included; p50, p90, p95 seconds given completion, each with
-- note: its 95 % interval; interval free: limits that assume nothing in its place, both: those beside it
-- order: the dimensions, step
WITH step_number (number, step_name) AS (
  VALUES (1, 'prepare storage'), (2, 'prepare compute'), (3, 'configure network'), (4, 'initialise')
),
-- All steps of a start are estimated together.
told AS (
  SELECT
    /*by*/ /*end*/
    nb_step_latency(
      :measure,
      :interval,
      :clock,
      chosen.stream_id,
      chosen.attempt,
      chosen.outcome,
      chosen.begin_low,
      chosen.begin_high,
      chosen.end_low,
      chosen.end_high,
      chosen.begin_high + chosen.total_low,
      chosen.server_total,
      chosen.gaps,
      step.step,
      step.status,
      step.began_low,
      step.began_high,
      step.ended_low,
      step.ended_high,
      step.last_unfinished
    ) AS fits
  FROM chosen_attempt AS chosen
  LEFT JOIN step ON step.stream_id = chosen.stream_id AND step.attempt = chosen.attempt
  WHERE chosen.outcome <> 'refused'
  /*group by*/ /*end*/
),
fitted AS (
  SELECT
    /*by*/ /*end*/
    number,
    step_name,
    fits -> (number - 1) AS fit
  FROM told
  CROSS JOIN step_number
  WHERE :step IS NULL OR number = :step
)
SELECT
  /*by*/ /*end*/
  number AS step,
  step_name,
  fit ->> '$.n' AS n,
  fit ->> '$.completed' AS completed,
  fit ->> '$.failed' AS failed,
  fit ->> '$.censored' AS censored,
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
  (fit ->> '$.p50_free_low') / 1000 AS p50_free_low_s,
  (fit ->> '$.p50_free_high') / 1000 AS p50_free_high_s,
  (fit ->> '$.p90_free_low') / 1000 AS p90_free_low_s,
  (fit ->> '$.p90_free_high') / 1000 AS p90_free_high_s,
  (fit ->> '$.p95_free_low') / 1000 AS p95_free_low_s,
  (fit ->> '$.p95_free_high') / 1000 AS p95_free_high_s
FROM fitted
ORDER BY /*by*/ /*end*/ number
