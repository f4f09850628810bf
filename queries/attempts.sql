-- title: Start attempts
-- question: Which attempts to bring an instance up were made, and how did each come out?
-- parameters: from, until (by begin_high); flavor, flavor_class, image, kind, workspace, user, region, project; as_of
-- columns: begin and end as intervals (low, high], RFC 3339 UTC; total_low_ms, total_high_ms, server_total_ms milliseconds
-- order: region, project_id, notebook_id, attempt
SELECT
  region,
  project_id,
  notebook_id,
  attempt,
  kind,
  origin,
  outcome,
  begin_low,
  begin_high,
  end_low,
  end_high,
  total_low_ms,
  total_high_ms,
  server_total_ms,
  flavor,
  flavor_class,
  image_id,
  image_name,
  image_tag,
  workspace_id,
  user_name,
  pool_id,
  feature,
  polls,
  failed_step,
  fail_reason,
  error_code,
  refusal_class
FROM v_attempts
WHERE (:from IS NULL OR begin_high >= :from)
  AND (:until IS NULL OR begin_high < :until)
  AND (:flavor IS NULL OR flavor = :flavor)
  AND (:flavor_class IS NULL OR flavor_class = :flavor_class)
  AND (:image IS NULL OR :image IN (image_id, image_id || ':' || image_tag, image_name))
  AND (:kind IS NULL OR kind = :kind)
  AND (:workspace IS NULL OR workspace_id = :workspace)
  AND (:user IS NULL OR user_name = :user)
  AND (:region IS NULL OR region = :region)
  AND (:project IS NULL OR project_id = :project)
ORDER BY region, project_id, notebook_id, attempt
