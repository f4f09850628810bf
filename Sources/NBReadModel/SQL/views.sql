-- Stable views for other tools: the columns of the queries of the same names. Times are RFC 3339 text, UTC.

CREATE VIEW v_instances AS
SELECT
  stream.region,
  stream.project_id,
  stream.notebook_id,
  instance.name,
  instance.status,
  strftime('%Y-%m-%dT%H:%M:%S', instance.status_since_low / 1000, 'unixepoch')
    || printf('.%03dZ', instance.status_since_low % 1000) AS status_since_low,
  strftime('%Y-%m-%dT%H:%M:%S', instance.status_since_high / 1000, 'unixepoch')
    || printf('.%03dZ', instance.status_since_high % 1000) AS status_since_high,
  strftime('%Y-%m-%dT%H:%M:%S', instance.last_observed_at / 1000, 'unixepoch')
    || printf('.%03dZ', instance.last_observed_at % 1000) AS last_observed_at,
  instance.flavor,
  coalesce(flavor_catalog.flavor_class, instance.flavor_class_guess) AS flavor_class,
  CASE WHEN flavor_catalog.flavor_class IS NULL THEN instance.flavor_class_guess_basis ELSE 'catalog' END
    AS flavor_class_basis,
  instance.image_id,
  instance.image_name,
  instance.image_tag,
  instance.feature,
  instance.billing_items,
  instance.volume_category,
  instance.volume_gb,
  instance.workspace_id,
  instance.user_name,
  instance.pool_id,
  strftime('%Y-%m-%dT%H:%M:%S', instance.lease_end / 1000, 'unixepoch')
    || printf('.%03dZ', instance.lease_end % 1000) AS lease_end,
  instance.fail_reason,
  instance.events,
  instance.polls_without_information,
  instance.refused_starts
FROM instance
JOIN stream ON stream.stream_id = instance.stream_id
LEFT JOIN flavor_catalog ON flavor_catalog.flavor_id = instance.flavor
-- The stream without an instance holds list polls that failed.
WHERE stream.notebook_id <> '';

CREATE VIEW v_attempts AS
SELECT
  stream.region,
  stream.project_id,
  stream.notebook_id,
  attempt.attempt,
  attempt.kind,
  attempt.origin,
  attempt.outcome,
  strftime('%Y-%m-%dT%H:%M:%S', attempt.begin_low / 1000, 'unixepoch')
    || printf('.%03dZ', attempt.begin_low % 1000) AS begin_low,
  strftime('%Y-%m-%dT%H:%M:%S', attempt.begin_high / 1000, 'unixepoch')
    || printf('.%03dZ', attempt.begin_high % 1000) AS begin_high,
  strftime('%Y-%m-%dT%H:%M:%S', attempt.end_low / 1000, 'unixepoch')
    || printf('.%03dZ', attempt.end_low % 1000) AS end_low,
  strftime('%Y-%m-%dT%H:%M:%S', attempt.end_high / 1000, 'unixepoch')
    || printf('.%03dZ', attempt.end_high % 1000) AS end_high,
  attempt.total_low AS total_low_ms,
  attempt.total_high AS total_high_ms,
  attempt.server_total AS server_total_ms,
  attempt.flavor,
  coalesce(flavor_catalog.flavor_class, attempt.flavor_class_guess) AS flavor_class,
  attempt.image_id,
  attempt.image_name,
  attempt.image_tag,
  attempt.workspace_id,
  attempt.user_name,
  attempt.pool_id,
  attempt.feature,
  attempt.polls,
  attempt.failed_step,
  attempt.fail_reason,
  attempt.error_code,
  attempt.refusal_class,
  instance.name
FROM attempt
JOIN stream ON stream.stream_id = attempt.stream_id
LEFT JOIN instance ON instance.stream_id = attempt.stream_id
LEFT JOIN flavor_catalog ON flavor_catalog.flavor_id = attempt.flavor;

CREATE VIEW v_steps AS
SELECT
  stream.region,
  stream.project_id,
  stream.notebook_id,
  step.attempt,
  step.step,
  CASE step.step
    WHEN 1 THEN 'prepare storage'
    WHEN 2 THEN 'prepare compute'
    WHEN 3 THEN 'configure network'
    WHEN 4 THEN 'initialise'
  END AS step_name,
  step.status,
  strftime('%Y-%m-%dT%H:%M:%S', step.began_low / 1000, 'unixepoch')
    || printf('.%03dZ', step.began_low % 1000) AS began_low,
  strftime('%Y-%m-%dT%H:%M:%S', step.began_high / 1000, 'unixepoch')
    || printf('.%03dZ', step.began_high % 1000) AS began_high,
  strftime('%Y-%m-%dT%H:%M:%S', step.ended_low / 1000, 'unixepoch')
    || printf('.%03dZ', step.ended_low % 1000) AS ended_low,
  strftime('%Y-%m-%dT%H:%M:%S', step.ended_high / 1000, 'unixepoch')
    || printf('.%03dZ', step.ended_high % 1000) AS ended_high,
  step.duration_low AS duration_low_ms,
  step.duration_high AS duration_high_ms,
  step.inferred,
  attempt.kind,
  attempt.flavor,
  coalesce(flavor_catalog.flavor_class, attempt.flavor_class_guess) AS flavor_class,
  attempt.image_id,
  instance.name
FROM step
JOIN attempt ON attempt.stream_id = step.stream_id AND attempt.attempt = step.attempt
JOIN stream ON stream.stream_id = step.stream_id
LEFT JOIN instance ON instance.stream_id = step.stream_id
LEFT JOIN flavor_catalog ON flavor_catalog.flavor_id = attempt.flavor;

-- The events that count: those that a void took back are not among them.
CREATE VIEW live_event AS
SELECT
  event.observed_at, event.stream_id, event.answer_id, event.requested_before, event.date_offset, event.position
FROM event
WHERE coalesce(
  (
    SELECT void_range.last_position
    FROM void_range
    WHERE void_range.first_position <= event.position
    ORDER BY void_range.first_position DESC
    LIMIT 1
  ), 0) < event.position;

CREATE VIEW v_events AS
SELECT
  live_event.position,
  (
    SELECT strftime('%Y-%m-%dT%H:%M:%S', append_commit.recorded_at / 1000, 'unixepoch')
      || printf('.%03dZ', append_commit.recorded_at % 1000)
    FROM append_commit
    WHERE append_commit.first_position <= live_event.position
    ORDER BY append_commit.first_position DESC
    LIMIT 1
  ) AS recorded_at,
  strftime('%Y-%m-%dT%H:%M:%S', live_event.observed_at / 1000, 'unixepoch')
    || printf('.%03dZ', live_event.observed_at % 1000) AS observed_at,
  CASE
    WHEN live_event.requested_before > 0 THEN
      strftime('%Y-%m-%dT%H:%M:%S', (live_event.observed_at - live_event.requested_before + 1) / 1000, 'unixepoch')
      || printf('.%03dZ', (live_event.observed_at - live_event.requested_before + 1) % 1000)
  END AS requested_at,
  CASE answer.kind
    WHEN 0 THEN 'start'
    WHEN 1 THEN 'poll'
    WHEN 2 THEN 'create'
    WHEN 3 THEN 'stop'
    WHEN 4 THEN 'delete'
  END AS kind,
  answer.http_status,
  stream.region,
  stream.project_id,
  stream.notebook_id,
  CASE
    WHEN answer.base_id IS NULL THEN answer.body ->> '$.status'
    ELSE json_patch(base.body, answer.body) ->> '$.status'
  END AS status,
  CASE WHEN answer.base_id IS NULL THEN answer.body ELSE json_patch(base.body, answer.body) END AS body
FROM live_event
JOIN answer ON answer.answer_id = live_event.answer_id
JOIN stream ON stream.stream_id = live_event.stream_id
LEFT JOIN answer AS base ON base.answer_id = answer.base_id;

-- What queries group attempts by: the row of the attempt, its instance, the flavor's class, hour, day and ISO week of its begin.
CREATE VIEW attempt_dimension AS
SELECT
  attempt.*,
  stream.region,
  stream.project_id,
  stream.notebook_id,
  coalesce(flavor_catalog.flavor_class, attempt.flavor_class_guess) AS flavor_class,
  strftime('%Y-%m-%dT%H', attempt.begin_high / 1000, 'unixepoch') AS hour,
  strftime('%Y-%m-%d', attempt.begin_high / 1000, 'unixepoch') AS day,
  -- The Thursday of the week names its year and counts its number (ISO 8601).
  strftime('%Y', attempt.begin_high / 1000, 'unixepoch', '-3 days', 'weekday 4')
    || printf('-W%02d', (strftime('%j', attempt.begin_high / 1000, 'unixepoch', '-3 days', 'weekday 4') - 1) / 7 + 1)
    AS week
FROM attempt
JOIN stream ON stream.stream_id = attempt.stream_id
LEFT JOIN flavor_catalog ON flavor_catalog.flavor_id = attempt.flavor;

-- The same of instances as they are.
CREATE VIEW instance_dimension AS
SELECT
  instance.*,
  stream.region,
  stream.project_id,
  stream.notebook_id,
  coalesce(flavor_catalog.flavor_class, instance.flavor_class_guess) AS flavor_class,
  -- Neither up nor on its way: there is nothing that a lease could stop. A status that is no known word may be up.
  coalesce(instance.status_class, 'unknown') IN ('down', 'failed') AS is_down
FROM instance
JOIN stream ON stream.stream_id = instance.stream_id
LEFT JOIN flavor_catalog ON flavor_catalog.flavor_id = instance.flavor;

-- What the queries of queries/ read. nbtrack lays temporary views of these names over them, narrowed to the window and the
-- filters of the question; in the shell they are everything, or what a CREATE TEMP VIEW of the same name says.
CREATE VIEW chosen_attempt AS
SELECT * FROM attempt_dimension;

CREATE VIEW chosen_instance AS
SELECT * FROM instance_dimension;
