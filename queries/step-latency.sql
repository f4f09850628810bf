-- title: Step latency
-- question: How long does each step of a start take?
-- place: 40
-- about: attempt
-- window: begin_high
-- by: none
-- parameter: step integer 1 4 | measure word duration age | interval word model
-- column: step number key | step_name text | n count | completed count | failed count | censored count
-- column: p50_s s low=p50_low_s high=p50_high_s | p90_s s low=p90_low_s high=p90_high_s
-- column: p95_s s low=p95_low_s high=p95_high_s | method text | note text
-- column: p50_model_low_s..p50_model_high_s s if=interval | p90_model_low_s..p90_model_high_s s if=interval
-- column: p95_model_low_s..p95_model_high_s s if=interval
-- note: n = completed + failed + censored rows, implied ones included; p50, p90, p95 seconds given completion, each with
-- note: its 95 % interval
-- order: the dimensions, step
WITH step_number (number, step_name) AS (
  VALUES (1, 'prepare storage'), (2, 'prepare compute'), (3, 'configure network'), (4, 'initialise')
),
fitted AS (
  SELECT
    /*by*/ /*end*/
    step_number.number,
    step_number.step_name,
    nb_step_latency(
      :measure,
      :interval,
      CASE
        WHEN step.step IS NULL AND chosen.outcome = 'succeeded' THEN 'implied'
        WHEN step.began_high IS NULL THEN NULL
        WHEN step.status = 'FAILED' THEN 'failed'
        WHEN step.ended_high IS NULL THEN 'censored'
        ELSE 'completed'
      END,
      chosen.begin_low,
      chosen.begin_high,
      step.began_low,
      step.began_high,
      coalesce(step.ended_low, CASE WHEN step.ended_high IS NULL THEN step.last_unfinished END),
      step.ended_high,
      chosen.end_high,
      chosen.gaps
    ) AS fit
  FROM step_number
  LEFT JOIN chosen_attempt AS chosen ON chosen.outcome <> 'refused'
  LEFT JOIN step
    ON step.stream_id = chosen.stream_id AND step.attempt = chosen.attempt AND step.step = step_number.number
  WHERE (:step IS NULL OR step_number.number = :step)
    AND (chosen.attempt IS NOT NULL OR :ungrouped)
  GROUP BY /*by*/ /*end*/ step_number.number
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
  (fit ->> '$.p50_model_low') / 1000 AS p50_model_low_s,
  (fit ->> '$.p50_model_high') / 1000 AS p50_model_high_s,
  (fit ->> '$.p90_model_low') / 1000 AS p90_model_low_s,
  (fit ->> '$.p90_model_high') / 1000 AS p90_model_high_s,
  (fit ->> '$.p95_model_low') / 1000 AS p95_model_low_s,
  (fit ->> '$.p95_model_high') / 1000 AS p95_model_high_s
FROM fitted
ORDER BY /*by*/ /*end*/ number
