-- One row an instance: what is known of it, and the state from which its folds go on.
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

-- One row an attempt to bring an instance up, refused ones included.
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

-- One row an attempt and listed step.
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

-- One row a run of observations in which nothing that matters to exposure changed and no gap exceeded 15 minutes.
-- The run that may still continue is in instance.state.
CREATE TABLE exposure_spell (
  stream_id INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  max_gap INTEGER NOT NULL,
  facts BLOB NOT NULL,
  PRIMARY KEY (stream_id, first_at)
) WITHOUT ROWID, STRICT;
