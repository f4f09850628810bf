-- title: Steps of start attempts
-- question: When did each step of each attempt begin and end, as far as polls tell?
-- parameters: from, until (by the attempt's begin_high); step, flavor, flavor_class, image, kind, workspace, user, region, project; as_of
-- columns: began and ended as intervals (low, high], RFC 3339 UTC; durations milliseconds; inferred 1 when implied by the outcome
-- order: region, project_id, notebook_id, attempt, step
SELECT
  v_steps.region,
  v_steps.project_id,
  v_steps.notebook_id,
  v_steps.attempt,
  v_steps.step,
  v_steps.step_name,
  v_steps.status,
  v_steps.began_low,
  v_steps.began_high,
  v_steps.ended_low,
  v_steps.ended_high,
  v_steps.duration_low_ms,
  v_steps.duration_high_ms,
  v_steps.inferred,
  v_steps.kind,
  v_steps.flavor,
  v_steps.flavor_class,
  v_steps.image_id
FROM v_steps
JOIN v_attempts
  ON v_attempts.region = v_steps.region
  AND v_attempts.project_id = v_steps.project_id
  AND v_attempts.notebook_id = v_steps.notebook_id
  AND v_attempts.attempt = v_steps.attempt
WHERE (:from IS NULL OR v_attempts.begin_high >= :from)
  AND (:until IS NULL OR v_attempts.begin_high < :until)
  AND (:step IS NULL OR v_steps.step = :step)
  AND (:flavor IS NULL OR v_steps.flavor = :flavor)
  AND (:flavor_class IS NULL OR v_steps.flavor_class = :flavor_class)
  AND (:image IS NULL
    OR :image IN (v_attempts.image_id, v_attempts.image_id || ':' || v_attempts.image_tag, v_attempts.image_name))
  AND (:kind IS NULL OR v_steps.kind = :kind)
  AND (:workspace IS NULL OR v_attempts.workspace_id = :workspace)
  AND (:user IS NULL OR v_attempts.user_name = :user)
  AND (:region IS NULL OR v_steps.region = :region)
  AND (:project IS NULL OR v_steps.project_id = :project)
ORDER BY v_steps.region, v_steps.project_id, v_steps.notebook_id, v_steps.attempt, v_steps.step
