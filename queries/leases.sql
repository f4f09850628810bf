-- title: Leases
-- question: Which running instances will their lease stop, and when?
-- parameters: within; flavor, flavor_class, image, workspace, user, region, project; as_of
-- columns: lease_end RFC 3339 UTC, empty when nothing will stop the instance; minutes_left whole minutes, rounded down; enabled 1 or 0
-- order: lease_end, then region, project_id, notebook_id
SELECT
  stream.region,
  stream.project_id,
  stream.notebook_id,
  instance.name,
  instance.lease_type,
  v_instances.lease_end,
  CASE
    WHEN instance.lease_end >= :as_of_ms THEN (instance.lease_end - :as_of_ms) / 60000
    ELSE -((:as_of_ms - instance.lease_end + 59999) / 60000)
  END AS minutes_left,
  instance.lease_enabled AS enabled,
  instance.user_name
FROM instance
JOIN stream ON stream.stream_id = instance.stream_id
JOIN v_instances
  ON v_instances.region = stream.region
  AND v_instances.project_id = stream.project_id
  AND v_instances.notebook_id = stream.notebook_id
WHERE (instance.lease_enabled IS NOT NULL OR instance.lease_end IS NOT NULL)
  AND upper(coalesce(instance.status, '')) NOT IN (
    'STOPPING', 'STOPPED', 'DELETING', 'DELETED', 'DELETE_FAILED', 'FROZEN', 'GONE', 'CREATE_FAILED', 'START_FAILED',
    'ERROR')
  AND (:within_ms IS NULL
    OR (instance.lease_end >= :as_of_ms AND instance.lease_end - :as_of_ms <= :within_ms))
  AND (:flavor IS NULL OR v_instances.flavor = :flavor)
  AND (:flavor_class IS NULL OR v_instances.flavor_class = :flavor_class)
  AND (:image IS NULL
    OR :image IN (v_instances.image_id, v_instances.image_id || ':' || v_instances.image_tag, v_instances.image_name))
  AND (:workspace IS NULL OR v_instances.workspace_id = :workspace)
  AND (:user IS NULL OR v_instances.user_name = :user)
  AND (:region IS NULL OR v_instances.region = :region)
  AND (:project IS NULL OR v_instances.project_id = :project)
ORDER BY instance.lease_end NULLS LAST, stream.region, stream.project_id, stream.notebook_id
