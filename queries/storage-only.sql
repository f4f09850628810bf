-- title: Storage without compute
-- question: Which stopped notebooks still pay for disk, for how long, and for how much of it?
-- place: 90
-- about: instance
-- window: clipped
-- parameter: max_gap duration | free_gb gigabytes | assume_billing word documented
-- column: region id | project_id id | notebook_id id key | name text | status text | volume_category text
-- column: volume_gb number | since time | days number
-- column: gb_hours_best gb_hours low=gb_hours_lower high=gb_hours_upper | user_name text | workspace_id id
-- column: storage_only_s_best s low=storage_only_s_lower high=storage_only_s_upper | unobserved_s s | running_now number
-- page: gb_hours_best user_name since status volume_gb days
-- note: all time of the window in which the disk was paid for and no compute, days at best knowledge; unobserved_s beside
-- note: it; since is when an instance that is down now went down, at the latest where that was not seen; running_now 1 or 0
-- order: gb_hours_best descending, then region, project_id, notebook_id
SELECT
  shown.region,
  shown.project_id,
  shown.notebook_id,
  shown.name,
  shown.status,
  shown.volume_category,
  shown.volume_gb,
  CASE WHEN chosen_instance.is_down THEN coalesce(shown.status_since_low, shown.status_since_high) END AS since,
  round(only.best_ms / 86400000.0, 3) AS days,
  nb_gb_hours(only.best_gb_ms) AS gb_hours_best,
  shown.user_name,
  shown.workspace_id,
  only.lower_ms / 1000.0 AS storage_only_s_lower,
  only.best_ms / 1000.0 AS storage_only_s_best,
  only.upper_ms / 1000.0 AS storage_only_s_upper,
  only.unobserved_ms / 1000.0 AS unobserved_s,
  nb_gb_hours(only.lower_gb_ms) AS gb_hours_lower,
  nb_gb_hours(only.upper_gb_ms) AS gb_hours_upper,
  NOT chosen_instance.is_down AS running_now
FROM nb_storage_only(:from_ms, :until_ms, :as_of_ms, :max_gap_ms, :free_gb, :assume_billing) AS only
JOIN chosen_instance USING (stream_id)
JOIN v_instances AS shown USING (region, project_id, notebook_id)
WHERE only.best_ms > 0
ORDER BY only.best_gb_ms DESC, shown.region, shown.project_id, shown.notebook_id
