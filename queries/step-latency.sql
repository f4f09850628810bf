-- title: Step latency
-- question: How long does each step of a start take?
-- parameters: from, until (by the attempt's begin_high); by; step, measure, interval, origin; flavor, flavor_class, image, kind, workspace, user, region, project; as_of
-- columns: n = completed + failed + censored rows, implied ones included; p50, p90, p95 seconds given completion, each with its 95 % interval; method; note
-- order: the dimensions, step
WITH chosen AS (
  SELECT *
  FROM attempt_dimension
  WHERE outcome <> 'refused'
    AND (:from_ms IS NULL OR begin_high >= :from_ms)
    AND (:until_ms IS NULL OR begin_high < :until_ms)
),
step_number (number, step_name) AS (
  VALUES (1, 'prepare storage'), (2, 'prepare compute'), (3, 'configure network'), (4, 'initialise')
),
fitted AS (
  SELECT
    /*by:columns*/ /*end*/
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
  LEFT JOIN chosen
    ON (:origin IS NULL OR chosen.origin = :origin)
    AND (:flavor IS NULL OR chosen.flavor = :flavor)
    AND (:flavor_class IS NULL OR chosen.flavor_class = :flavor_class)
    AND (:image IS NULL
      OR :image IN (chosen.image_id, chosen.image_id || ':' || chosen.image_tag, chosen.image_name))
    AND (:kind IS NULL OR chosen.kind = :kind)
    AND (:workspace IS NULL OR chosen.workspace_id = :workspace)
    AND (:user IS NULL OR chosen.user_name = :user)
    AND (:region IS NULL OR chosen.region = :region)
    AND (:project IS NULL OR chosen.project_id = :project)
  LEFT JOIN step
    ON step.stream_id = chosen.stream_id AND step.attempt = chosen.attempt AND step.step = step_number.number
  WHERE (:step IS NULL OR step_number.number = :step)
    AND (chosen.attempt IS NOT NULL OR :ungrouped)
  GROUP BY /*by:names*/ /*end*/ step_number.number
)
SELECT
  /*by:names*/ /*end*/
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
  fit ->> '$.note' AS note
  /*model*/
FROM fitted
ORDER BY /*by:names*/ /*end*/ number
