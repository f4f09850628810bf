-- title: Failure reasons
-- question: Why do starts fail, and why are they refused?
-- parameters: from, until (by begin_high); by; flavor, flavor_class, image, kind, workspace, user, region, project; as_of
-- columns: failed_step and fail_reason of failed attempts, refusal_class and error_code of refused ones; attempts counts them
-- order: the dimensions, then attempts descending
WITH chosen AS (
  SELECT *
  FROM attempt_dimension
  WHERE outcome IN ('failed', 'refused')
    AND (:from_ms IS NULL OR begin_high >= :from_ms)
    AND (:until_ms IS NULL OR begin_high < :until_ms)
    AND (:flavor IS NULL OR flavor = :flavor)
    AND (:flavor_class IS NULL OR flavor_class = :flavor_class)
    AND (:image IS NULL OR :image IN (image_id, image_id || ':' || image_tag, image_name))
    AND (:kind IS NULL OR kind = :kind)
    AND (:workspace IS NULL OR workspace_id = :workspace)
    AND (:user IS NULL OR user_name = :user)
    AND (:region IS NULL OR region = :region)
    AND (:project IS NULL OR project_id = :project)
)
SELECT
  /*by:columns*/ /*end*/
  failed_step,
  fail_reason,
  refusal_class,
  error_code,
  count(*) AS attempts
FROM chosen
GROUP BY /*by:names*/ /*end*/ failed_step, fail_reason, refusal_class, error_code
ORDER BY
  /*by:names*/ /*end*/
  count(*) DESC,
  failed_step NULLS LAST,
  fail_reason NULLS LAST,
  refusal_class NULLS LAST,
  error_code NULLS LAST
