-- Where a merge collects what the tables of projections do not hold.
CREATE TEMP TABLE state (
  stream_id INTEGER PRIMARY KEY,
  state BLOB NOT NULL
) STRICT;

CREATE TEMP TABLE coverage_row (
  stream_id INTEGER NOT NULL,
  day INTEGER NOT NULL,
  events INTEGER NOT NULL,
  polls_without_information INTEGER NOT NULL,
  first_at INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  skew TEXT NOT NULL,
  PRIMARY KEY (stream_id, day)
) WITHOUT ROWID, STRICT;

-- The number of a stream in the order of keys, by that in the order of arrival.
CREATE TEMP TABLE place (
  stream_id INTEGER PRIMARY KEY,
  number INTEGER NOT NULL
) STRICT;
