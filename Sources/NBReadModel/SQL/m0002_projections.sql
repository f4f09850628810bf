-- Projections: rows that rebuild from the log at any time. Times are milliseconds since 1970 UTC, latencies milliseconds.

-- Which definition of each projection the rows were made by; another version is rebuilt before it is read.
CREATE TABLE projection (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Class of a flavor from an imported ListFlavors answer. Not a projection: rebuild keeps it.
CREATE TABLE flavor_catalog (
  flavor_id TEXT PRIMARY KEY,
  flavor_class TEXT NOT NULL
) WITHOUT ROWID, STRICT;
