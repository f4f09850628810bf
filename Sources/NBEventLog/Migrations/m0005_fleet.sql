-- A database that was merged from rows of a fleet has no log: its events are in blocks elsewhere. What is asked of events
-- is kept here instead. Both tables are empty in every other database.

-- One row in a merged database, by which it is known.
CREATE TABLE fleet (
  fleet_id INTEGER PRIMARY KEY CHECK (fleet_id = 1),
  -- The last day that was folded, counted from 1970-01-01.
  through_day INTEGER NOT NULL,
  -- Of the runs of the fleet, as in its manifest; NULL when it was not merged along.
  runs INTEGER,
  head BLOB,
  -- Names the key of the fingerprints.
  key_id TEXT NOT NULL
) STRICT;

-- Events of a stream and a day.
CREATE TABLE coverage (
  stream_id INTEGER NOT NULL REFERENCES stream (stream_id),
  day INTEGER NOT NULL,
  events INTEGER NOT NULL,
  polls_without_information INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  -- How often observed_at minus the server's Date came to so many milliseconds: a JSON array of [ms, count].
  skew TEXT NOT NULL,
  PRIMARY KEY (stream_id, day)
) WITHOUT ROWID, STRICT;
