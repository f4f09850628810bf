-- title: Instances as they are
-- question: What is every instance now, since when, and when will its lease end it?
-- parameters: flavor, flavor_class, image, workspace, user, region, project; as_of
-- columns: times RFC 3339 UTC; volume_gb GB; billing_items a JSON array, empty when the answer had none
-- order: region, project_id, notebook_id
SELECT
  region,
  project_id,
  notebook_id,
  name,
  status,
  status_since_low,
  status_since_high,
  last_observed_at,
  flavor,
  flavor_class,
  flavor_class_basis,
  image_id,
  image_name,
  image_tag,
  feature,
  billing_items,
  volume_category,
  volume_gb,
  workspace_id,
  user_name,
  pool_id,
  lease_end,
  fail_reason,
  events,
  polls_without_information,
  refused_starts
FROM v_instances
WHERE (:flavor IS NULL OR flavor = :flavor)
  AND (:flavor_class IS NULL OR flavor_class = :flavor_class)
  AND (:image IS NULL OR :image IN (image_id, image_id || ':' || image_tag, image_name))
  AND (:workspace IS NULL OR workspace_id = :workspace)
  AND (:user IS NULL OR user_name = :user)
  AND (:region IS NULL OR region = :region)
  AND (:project IS NULL OR project_id = :project)
ORDER BY region, project_id, notebook_id
