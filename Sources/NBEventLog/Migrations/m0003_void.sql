-- Events taken back: a void is an entry of the log like an event, with a position of its own. Nothing is erased.

CREATE TABLE void (
  position INTEGER PRIMARY KEY,
  -- The events it takes back, as `120-140,150`: positions of the log in which it was made.
  positions TEXT NOT NULL,
  reason TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  identity BLOB NOT NULL UNIQUE
) STRICT;

-- Positions of this log whose events do not count. Ranges are disjoint: who was first took the event back.
CREATE TABLE void_range (
  first_position INTEGER PRIMARY KEY,
  last_position INTEGER NOT NULL,
  void_position INTEGER NOT NULL REFERENCES void (position)
) STRICT;

-- What a void takes back besides the events in its ranges: events that were not there yet, or that another void had taken
-- back already. One that comes later gets a range.
CREATE TABLE void_identity (
  identity BLOB NOT NULL,
  void_position INTEGER NOT NULL REFERENCES void (position),
  PRIMARY KEY (identity, void_position)
) WITHOUT ROWID, STRICT;

CREATE TRIGGER void_is_append_only_update BEFORE UPDATE ON void
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_is_append_only_delete BEFORE DELETE ON void
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_range_is_append_only_update BEFORE UPDATE ON void_range
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_range_is_append_only_delete BEFORE DELETE ON void_range
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_identity_is_append_only_update BEFORE UPDATE ON void_identity
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;

CREATE TRIGGER void_identity_is_append_only_delete BEFORE DELETE ON void_identity
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
