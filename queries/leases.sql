-- title: Leases
-- question: Which notebooks will soon be stopped by their lease, and when?
-- place: 100
-- about: instance
-- window: none
-- gate: now
-- parameter: within duration
-- column: region id | project_id id | notebook_id id key | name text | lease_type text | lease_end time
-- column: minutes_left number | enabled number | user_name text
-- note: lease_end is empty when nothing will stop the instance; minutes_left whole minutes, rounded down; enabled 1 or 0
-- order: lease_end, then region, project_id, notebook_id
SELECT
  shown.region,
  shown.project_id,
  shown.notebook_id,
  shown.name,
  chosen_instance.lease_type,
  shown.lease_end,
  CASE
    WHEN chosen_instance.lease_end >= :as_of_ms THEN (chosen_instance.lease_end - :as_of_ms) / 60000
    ELSE -((:as_of_ms - chosen_instance.lease_end + 59999) / 60000)
  END AS minutes_left,
  chosen_instance.lease_enabled AS enabled,
  shown.user_name
FROM chosen_instance
JOIN v_instances AS shown USING (region, project_id, notebook_id)
WHERE (chosen_instance.lease_enabled IS NOT NULL OR chosen_instance.lease_end IS NOT NULL)
  AND NOT chosen_instance.is_down
  AND (:within_ms IS NULL
    OR (chosen_instance.lease_end >= :as_of_ms AND chosen_instance.lease_end - :as_of_ms <= :within_ms))
ORDER BY chosen_instance.lease_end NULLS LAST, shown.region, shown.project_id, shown.notebook_id
