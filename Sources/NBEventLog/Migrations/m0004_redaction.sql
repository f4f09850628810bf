-- Values erased after the fact: a redaction is an entry of the log that says so. Identities stay, as they are made of digests.

CREATE TABLE redaction (
  position INTEGER PRIMARY KEY,
  -- What was erased and why, in words without any of the values.
  scope TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  identity BLOB NOT NULL UNIQUE
) STRICT;

-- Digests of the answers from which a redaction erased something: as they were appended, and of what remains.
CREATE TABLE erasure (
  answer_digest BLOB NOT NULL,
  remaining_digest BLOB NOT NULL,
  redaction_position INTEGER NOT NULL REFERENCES redaction (position),
  PRIMARY KEY (answer_digest, remaining_digest, redaction_position)
) WITHOUT ROWID, STRICT;

CREATE INDEX erasure_by_redaction ON erasure (redaction_position);

-- The answers of this database from which something was erased, with the digests that their identities are made of.
CREATE TABLE erased_answer (
  answer_id INTEGER PRIMARY KEY REFERENCES answer (answer_id),
  answer_digest BLOB NOT NULL
) STRICT;

CREATE TRIGGER redaction_is_append_only_update BEFORE UPDATE ON redaction
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER redaction_is_append_only_delete BEFORE DELETE ON redaction
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER erasure_is_append_only_update BEFORE UPDATE ON erasure
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER erasure_is_append_only_delete BEFORE DELETE ON erasure
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER erased_answer_is_append_only_update BEFORE UPDATE ON erased_answer
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER erased_answer_is_append_only_delete BEFORE DELETE ON erased_answer
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
