-- The log: everything nbtrack knows, appended once and never changed.
--
-- Built for years of polls, of which 97 in 100 repeat the answer before. So an event is a narrow row that refers to what
-- repeats, its key begins with the observation time (appending in time order touches one page at the end of the tree),
-- and an answer is stored once per stream. All times are milliseconds since 1970 UTC.

-- One notebook instance.
CREATE TABLE stream (
  stream_id INTEGER PRIMARY KEY,
  region TEXT NOT NULL,
  project_id TEXT NOT NULL,
  notebook_id TEXT NOT NULL,
  UNIQUE (notebook_id, project_id, region)
) STRICT;

-- Everything of an observation but its times. `body` is canonical, redacted JSON; where `base_id` is set it is an
-- RFC 7396 merge patch on the body of that answer, so that json_patch(base.body, body) reads it without nbtrack.
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

CREATE INDEX answer_by_digest ON answer (stream_id, digest_key);

-- The latest body that is stored whole: what the next patch of the stream is made against.
CREATE INDEX answer_whole ON answer (stream_id) WHERE base_id IS NULL AND body IS NOT NULL;

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

-- One row a transaction that appended something: when, and the head of the chain behind its last event.
CREATE TABLE append_commit (
  first_position INTEGER PRIMARY KEY,
  last_position INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  head BLOB NOT NULL
) STRICT;

-- Input that could not be read: redacted, never dropped.
CREATE TABLE reject (
  reject_id INTEGER PRIMARY KEY,
  recorded_at INTEGER NOT NULL,
  source TEXT NOT NULL,
  line INTEGER NOT NULL,
  byte_offset INTEGER NOT NULL,
  reason TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;

CREATE INDEX reject_by_place ON reject (source, byte_offset);

-- The key of the fingerprints, made with the database; counts of what ingest met.
CREATE TABLE setting (
  name TEXT PRIMARY KEY,
  value ANY NOT NULL
) WITHOUT ROWID, STRICT;

INSERT INTO setting (name, value) VALUES ('duplicates', 0);

CREATE TRIGGER stream_is_append_only_update BEFORE UPDATE ON stream
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER stream_is_append_only_delete BEFORE DELETE ON stream
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER answer_is_append_only_update BEFORE UPDATE ON answer
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER answer_is_append_only_delete BEFORE DELETE ON answer
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER event_is_append_only_update BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER event_is_append_only_delete BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER append_commit_is_append_only_update BEFORE UPDATE ON append_commit
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER append_commit_is_append_only_delete BEFORE DELETE ON append_commit
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
