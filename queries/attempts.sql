-- title: Start attempts
-- question: Which starts were attempted, and how did each end?
-- place: 20
-- about: attempt
-- window: begin_high
-- column: region id | project_id id | notebook_id id key | attempt number key | kind text | origin text | outcome text
-- column: begin_low..begin_high time | end_low..end_high time | total_low_ms..total_high_ms ms | server_total_ms ms
-- column: flavor id | flavor_class text | image_id id | image_name text | image_tag text | workspace_id id
-- column: user_name text | pool_id id | feature text | polls count | failed_step number | fail_reason text
-- column: error_code id | refusal_class text | name text
-- note: name is the present one of the instance; begin and end are intervals (low, high]
-- order: region, project_id, notebook_id, attempt
SELECT
  shown.region,
  shown.project_id,
  shown.notebook_id,
  shown.attempt,
  shown.kind,
  shown.origin,
  shown.outcome,
  shown.begin_low,
  shown.begin_high,
  shown.end_low,
  shown.end_high,
  shown.total_low_ms,
  shown.total_high_ms,
  shown.server_total_ms,
  shown.flavor,
  shown.flavor_class,
  shown.image_id,
  shown.image_name,
  shown.image_tag,
  shown.workspace_id,
  shown.user_name,
  shown.pool_id,
  shown.feature,
  shown.polls,
  shown.failed_step,
  shown.fail_reason,
  shown.error_code,
  shown.refusal_class,
  shown.name
FROM chosen_attempt
JOIN v_attempts AS shown USING (region, project_id, notebook_id, attempt)
ORDER BY shown.region, shown.project_id, shown.notebook_id, shown.attempt
