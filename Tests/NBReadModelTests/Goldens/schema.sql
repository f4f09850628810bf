CREATE INDEX answer_by_digest ON answer (stream_id, digest_key);

CREATE INDEX answer_whole ON answer (stream_id) WHERE base_id IS NULL AND body IS NOT NULL;

CREATE INDEX erasure_by_redaction ON erasure (redaction_position);

CREATE INDEX reject_by_place ON reject (source, byte_offset);

CREATE TABLE answer (
  answer_id INTEGER PRIMARY KEY,
  stream_id INTEGER NOT NULL REFERENCES stream (stream_id),
  -- First 8 bytes of the digest of the whole answer: finds it again; equality is decided by the digests themselves.
  digest_key INTEGER NOT NULL,
  -- 0 start, 1 poll, 2 create, 3 stop, 4 delete.
  kind INTEGER NOT NULL,
  http_status INTEGER NOT NULL,
  request TEXT,
  -- Only a Date header that is no IMF-fixdate; others are in event.date_offset.
  date_text TEXT,
  token_fp TEXT,
  -- SHA-256 of the canonical body; NULL without a body.
  body_digest BLOB,
  base_id INTEGER REFERENCES answer (answer_id),
  body TEXT
) STRICT;

CREATE TABLE append_commit (
  first_position INTEGER PRIMARY KEY,
  last_position INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  head BLOB NOT NULL
) STRICT;

CREATE TABLE attempt (
  stream_id INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  kind TEXT NOT NULL,
  origin TEXT NOT NULL,
  outcome TEXT NOT NULL,
  begin_low INTEGER,
  begin_high INTEGER NOT NULL,
  end_low INTEGER,
  end_high INTEGER,
  total_low INTEGER,
  total_high INTEGER,
  -- As total, whatever the outcome; NULL while in progress.
  elapsed_low INTEGER,
  elapsed_high INTEGER,
  server_total INTEGER,
  flavor TEXT,
  image_id TEXT,
  image_name TEXT,
  image_tag TEXT,
  feature TEXT,
  workspace_id TEXT,
  user_name TEXT,
  pool_id TEXT,
  flavor_class_guess TEXT NOT NULL,
  flavor_class_guess_basis TEXT NOT NULL,
  polls INTEGER NOT NULL,
  failed_step INTEGER,
  fail_reason TEXT,
  error_code TEXT,
  refusal_class TEXT,
  -- Gaps between its consecutive observations: a JSON array of [gap in ms, count], ascending.
  gaps TEXT NOT NULL,
  -- 1 when the server's own time of the start narrowed the begin.
  begin_by_server INTEGER NOT NULL,
  PRIMARY KEY (stream_id, attempt)
) WITHOUT ROWID, STRICT;

CREATE TABLE coverage (
  stream_id INTEGER NOT NULL REFERENCES stream (stream_id),
  day INTEGER NOT NULL,
  events INTEGER NOT NULL, polls_without_information INTEGER NOT NULL,
  first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
  skew TEXT NOT NULL,
  PRIMARY KEY (stream_id, day)
) WITHOUT ROWID, STRICT;

CREATE TABLE erased_answer (
  answer_id INTEGER PRIMARY KEY REFERENCES answer (answer_id),
  answer_digest BLOB NOT NULL
) STRICT;

CREATE TABLE erasure (
  answer_digest BLOB NOT NULL,
  remaining_digest BLOB NOT NULL,
  redaction_position INTEGER NOT NULL REFERENCES redaction (position),
  PRIMARY KEY (answer_digest, remaining_digest, redaction_position)
) WITHOUT ROWID, STRICT;

CREATE TABLE event (
  observed_at INTEGER NOT NULL,
  stream_id INTEGER NOT NULL,
  answer_id INTEGER NOT NULL,
  -- 0 when not known, else observed_at - requested_at + 1.
  requested_before INTEGER NOT NULL,
  -- 0 without a Date header, else 1 + zigzag(seconds of the date - whole seconds of observed_at).
  date_offset INTEGER NOT NULL,
  -- 1, 2, 3, … in commit order, without gaps.
  position INTEGER NOT NULL,
  PRIMARY KEY (observed_at, stream_id, answer_id, requested_before, date_offset)
) WITHOUT ROWID, STRICT;

CREATE TABLE exposure_spell (
  stream_id INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  max_gap INTEGER NOT NULL,
  facts BLOB NOT NULL,
  PRIMARY KEY (stream_id, first_at)
) WITHOUT ROWID, STRICT;

CREATE TABLE flavor_catalog (
  flavor_id TEXT PRIMARY KEY,
  flavor_class TEXT NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE fleet (
  fleet_id INTEGER PRIMARY KEY CHECK (fleet_id = 1),
  through_day INTEGER NOT NULL,
  runs INTEGER, head BLOB,
  key_id TEXT NOT NULL
) STRICT;

CREATE TABLE instance (
  stream_id INTEGER PRIMARY KEY,
  name TEXT,
  status TEXT,
  -- starting, up, failed, down or unknown: what the status means for a start.
  status_class TEXT,
  status_since_low INTEGER,
  status_since_high INTEGER,
  last_observed_at INTEGER,
  flavor TEXT,
  image_id TEXT,
  image_name TEXT,
  image_tag TEXT,
  feature TEXT,
  workspace_id TEXT,
  user_name TEXT,
  pool_id TEXT,
  flavor_class_guess TEXT NOT NULL,
  flavor_class_guess_basis TEXT NOT NULL,
  -- JSON array; NULL when the deciding answer had none.
  billing_items TEXT,
  volume_category TEXT,
  volume_gb INTEGER,
  lease_type TEXT,
  lease_enabled INTEGER,
  lease_end INTEGER,
  fail_reason TEXT,
  events INTEGER NOT NULL,
  polls_without_information INTEGER NOT NULL,
  refused_starts INTEGER NOT NULL,
  -- Restarts that only a changed token fingerprint reveals.
  token_restarts INTEGER NOT NULL,
  state BLOB NOT NULL
) STRICT;

CREATE TABLE projection (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE redaction (
  position INTEGER PRIMARY KEY,
  -- What was erased and why, in words without any of the values.
  scope TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  identity BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE reject (
  reject_id INTEGER PRIMARY KEY,
  recorded_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  line INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  reason TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value ANY NOT NULL
) WITHOUT ROWID, STRICT;

CREATE TABLE step (
  stream_id INTEGER NOT NULL,
  attempt INTEGER NOT NULL,
  step INTEGER NOT NULL,
  status TEXT NOT NULL,
  began_low INTEGER,
  began_high INTEGER,
  ended_low INTEGER,
  ended_high INTEGER,
  duration_low INTEGER,
  duration_high INTEGER,
  age_low INTEGER,
  age_high INTEGER,
  -- The time from which on the latest look that listed it WAITING or PROCESSING may have been true.
  last_unfinished INTEGER,
  inferred INTEGER NOT NULL,
  PRIMARY KEY (stream_id, attempt, step)
) WITHOUT ROWID, STRICT;

CREATE TABLE stream (
  stream_id INTEGER PRIMARY KEY,
  region TEXT NOT NULL,
  project_id TEXT NOT NULL,
  notebook_id TEXT NOT NULL,
  UNIQUE (notebook_id, project_id, region)
) STRICT;

CREATE TABLE void (
  position INTEGER PRIMARY KEY,
  -- The events it takes back, as `120-140,150`: positions of the log in which it was made.
  positions TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  identity BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE void_identity (
  identity BLOB NOT NULL,
  void_position INTEGER NOT NULL REFERENCES void (position),
  PRIMARY KEY (identity, void_position)
) WITHOUT ROWID, STRICT;

CREATE TABLE void_range (
  first_position INTEGER PRIMARY KEY,
  last_position INTEGER NOT NULL,
  void_position INTEGER NOT NULL REFERENCES void (position)
) STRICT;

CREATE TRIGGER answer_is_append_only_delete BEFORE DELETE ON answer
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER answer_is_append_only_update BEFORE UPDATE ON answer
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER append_commit_is_append_only_delete BEFORE DELETE ON append_commit
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER append_commit_is_append_only_update BEFORE UPDATE ON append_commit
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER erased_answer_is_append_only_delete BEFORE DELETE ON erased_answer
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER erased_answer_is_append_only_update BEFORE UPDATE ON erased_answer
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER erasure_is_append_only_delete BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER erasure_is_append_only_update BEFORE UPDATE ON erasure
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER event_is_append_only_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER event_is_append_only_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER redaction_is_append_only_delete BEFORE DELETE ON redaction
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER redaction_is_append_only_update BEFORE UPDATE ON redaction
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER stream_is_append_only_delete BEFORE DELETE ON stream
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER stream_is_append_only_update BEFORE UPDATE ON stream
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_identity_is_append_only_delete BEFORE DELETE ON void_identity
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_identity_is_append_only_update BEFORE UPDATE ON void_identity
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_is_append_only_delete BEFORE DELETE ON void
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_is_append_only_update BEFORE UPDATE ON void
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_range_is_append_only_delete BEFORE DELETE ON void_range
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_range_is_append_only_update BEFORE UPDATE ON void_range
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

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

CREATE VIEW chosen_attempt AS
SELECT * FROM attempt_dimension;

CREATE VIEW chosen_instance AS
SELECT * FROM instance_dimension;

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
