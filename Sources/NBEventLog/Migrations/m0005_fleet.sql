-- A database that was merged from rows of a fleet has no log: its events are in blocks elsewhere. What is asked of events
-- is kept here instead. Both tables are empty in every other database.

-- One row in a merged database, by which it is known: the last day that was folded, counted from 1970-01-01; number of
-- runs and the fleet's head, NULL when no manifest was merged along; the name of the key of the fingerprints.
CREATE TABLE fleet (
  fleet_id INTEGER PRIMARY KEY CHECK (fleet_id = 1),
  through_day INTEGER NOT NULL,
  runs INTEGER, head BLOB,
  key_id TEXT NOT NULL
) STRICT;

-- Events of a stream and a day; `skew` says how often observed_at minus the server's Date came to so many milliseconds: a
-- JSON array of [ms, count].
CREATE TABLE coverage (
  stream_id INTEGER NOT NULL REFERENCES stream (stream_id),
  day INTEGER NOT NULL,
  events INTEGER NOT NULL, polls_without_information INTEGER NOT NULL,
  first_at INTEGER NOT NULL, last_at INTEGER NOT NULL,
  skew TEXT NOT NULL,
  PRIMARY KEY (stream_id, day)
) WITHOUT ROWID, STRICT;
