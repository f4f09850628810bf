-- title: Storage without compute
-- question: Who pays for the disk of a stopped instance, since when, and how much?
-- parameters: from, until (clips); max_gap, free_gb, assume_billing; flavor, flavor_class, image, workspace, user, region, project; as_of
-- columns: since RFC 3339 UTC, begin of the present storage-only spell; days from then to as_of; gb_hours_best GB-hours
-- order: gb_hours_best descending, then region, project_id, notebook_id
SELECT
  v_instances.region,
  v_instances.project_id,
  v_instances.notebook_id,
  v_instances.name,
  v_instances.status,
  v_instances.volume_category,
  v_instances.volume_gb,
  nb_storage_only.since,
  round(nb_storage_only.since_ms / 86400000.0, 3) AS days,
  nb_gb_hours(nb_storage_only.best_gb_ms) AS gb_hours_best,
  v_instances.user_name,
  v_instances.workspace_id
FROM nb_storage_only(:from_ms, :until_ms, :as_of_ms, :max_gap_ms, :free_gb, :assume_billing)
JOIN stream ON stream.stream_id = nb_storage_only.stream_id
JOIN v_instances
  ON v_instances.region = stream.region
  AND v_instances.project_id = stream.project_id
  AND v_instances.notebook_id = stream.notebook_id
WHERE (:flavor IS NULL OR v_instances.flavor = :flavor)
  AND (:flavor_class IS NULL OR v_instances.flavor_class = :flavor_class)
  AND (:image IS NULL
    OR :image IN (v_instances.image_id, v_instances.image_id || ':' || v_instances.image_tag, v_instances.image_name))
  AND (:workspace IS NULL OR v_instances.workspace_id = :workspace)
  AND (:user IS NULL OR v_instances.user_name = :user)
  AND (:region IS NULL OR v_instances.region = :region)
  AND (:project IS NULL OR v_instances.project_id = :project)
ORDER BY
  nb_storage_only.best_gb_ms DESC,
  v_instances.region,
  v_instances.project_id,
  v_instances.notebook_id
