-- title: Failure rates
-- question: What share of the starts that ended fails, by flavor, image or any other dimension?
-- parameters: from, until (by begin_high); by; flavor, flavor_class, image, kind, workspace, user, region, project; as_of; exact
-- columns: counts of attempts; failure_rate = failed / (succeeded + failed) with its 95 % interval (Wilson; Clopper-Pearson with exact); refused starts never enter it
-- order: failure_rate_low descending, then the dimensions
WITH chosen AS (
  SELECT *
  FROM attempt_dimension
  WHERE (:from_ms IS NULL OR begin_high >= :from_ms)
    AND (:until_ms IS NULL OR begin_high < :until_ms)
    AND (:flavor IS NULL OR flavor = :flavor)
    AND (:flavor_class IS NULL OR flavor_class = :flavor_class)
    AND (:image IS NULL OR :image IN (image_id, image_id || ':' || image_tag, image_name))
    AND (:kind IS NULL OR kind = :kind)
    AND (:workspace IS NULL OR workspace_id = :workspace)
    AND (:user IS NULL OR user_name = :user)
    AND (:region IS NULL OR region = :region)
    AND (:project IS NULL OR project_id = :project)
),
counted AS (
  SELECT
    /*by:columns*/ flavor, kind, /*end*/
    count(*) AS attempts,
    count(*) FILTER (WHERE outcome = 'succeeded') AS succeeded,
    count(*) FILTER (WHERE outcome = 'failed') AS failed,
    count(*) FILTER (WHERE outcome = 'cancelled') AS cancelled,
    count(*) FILTER (WHERE outcome = 'superseded') AS superseded,
    count(*) FILTER (WHERE outcome = 'in_progress') AS in_progress,
    count(*) FILTER (WHERE outcome = 'refused') AS refused
  FROM chosen
  /*by:group*/ GROUP BY flavor, kind /*end*/
)
SELECT
  /*by:names*/ flavor, kind, /*end*/
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
  failure_rate_low DESC NULLS LAST,
  /*by:names*/ flavor, kind, /*end*/
  attempts DESC
