-- title: Storage without compute
-- question: Who pays for the disk of a stopped instance, since when, and how much?
-- place: 90
-- about: instance
-- window: clipped
-- parameter: max_gap duration | free_gb gigabytes | assume_billing word documented
-- column: region id | project_id id | notebook_id id key | name text | status text | volume_category text
-- column: volume_gb number | since time | days number | gb_hours_best gb_hours | user_name text | workspace_id id
-- note: since is the start of the present storage-only spell; days from then to as_of
-- order: gb_hours_best descending, then region, project_id, notebook_id
SELECT
  shown.region,
  shown.project_id,
  shown.notebook_id,
  shown.name,
  shown.status,
  shown.volume_category,
  shown.volume_gb,
  spell.since,
  round(spell.since_ms / 86400000.0, 3) AS days,
  nb_gb_hours(spell.best_gb_ms) AS gb_hours_best,
  shown.user_name,
  shown.workspace_id
FROM nb_storage_only(:from_ms, :until_ms, :as_of_ms, :max_gap_ms, :free_gb, :assume_billing) AS spell
JOIN chosen_instance USING (stream_id)
JOIN v_instances AS shown USING (region, project_id, notebook_id)
ORDER BY spell.best_gb_ms DESC, shown.region, shown.project_id, shown.notebook_id
