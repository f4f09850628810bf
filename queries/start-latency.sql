-- title: Start latency
-- question: How long does a start take until the instance runs, and what share gets there?
-- parameters: from, until (by begin_high); by; within, clock, origin; flavor, flavor_class, image, kind, workspace, user, region, project; as_of
-- columns: counts of starts; ready_share fractions (low: known to get ready, high: plus what nobody knows yet); p50, p90, p95 seconds to ready given ready, each with its 95 % interval; method; note
-- order: the dimensions
WITH chosen AS (
  SELECT *
  FROM attempt_dimension
  WHERE outcome <> 'refused'
    AND (:from_ms IS NULL OR begin_high >= :from_ms)
    AND (:until_ms IS NULL OR begin_high < :until_ms)
),
fitted AS (
  SELECT
    /*by:columns*/ /*end*/
    nb_start_latency(
      outcome, begin_low, begin_high, end_low, end_high, begin_high + total_low, server_total, :clock, :within_list
    ) AS fit
  FROM chosen
  WHERE (:origin IS NULL OR origin = :origin)
    AND (:flavor IS NULL OR flavor = :flavor)
    AND (:flavor_class IS NULL OR flavor_class = :flavor_class)
    AND (:image IS NULL OR :image IN (image_id, image_id || ':' || image_tag, image_name))
    AND (:kind IS NULL OR kind = :kind)
    AND (:workspace IS NULL OR workspace_id = :workspace)
    AND (:user IS NULL OR user_name = :user)
    AND (:region IS NULL OR region = :region)
    AND (:project IS NULL OR project_id = :project)
  /*by:group*/ /*end*/
)
SELECT
  /*by:names*/ /*end*/
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
  fit ->> '$.note' AS note
  /*within*/
FROM fitted
ORDER BY /*by:names*/ /*end*/ n
