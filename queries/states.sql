-- title: States over time
-- question: When was each notebook running, starting, stopped or failed, and when is there no data?
-- place: 95
-- about: instance
-- window: clipped
-- parameter: max_gap duration
-- column: region id | project_id id | notebook_id id key | name text | state text | from_at time | until_at time
-- note: state: running, starting, stopped, failed, other (frozen, or a status that is none of the documented ones), no_data
-- note: (no answer for longer than max_gap, 15 min); a state holds from the answer that shows it to the next one
-- order: region, project_id, notebook_id, from_at
SELECT
  shown.region,
  shown.project_id,
  shown.notebook_id,
  shown.name,
  stretch.state,
  stretch.from_at,
  stretch.until_at
FROM nb_states(:from_ms, :until_ms, :as_of_ms, :max_gap_ms) AS stretch
JOIN chosen_instance USING (stream_id)
JOIN v_instances AS shown USING (region, project_id, notebook_id)
ORDER BY shown.region, shown.project_id, shown.notebook_id, stretch.from_ms
