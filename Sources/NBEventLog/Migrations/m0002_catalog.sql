-- What lasts beside the log. The rows that follow from the log are in tables and views that no migration knows: they are
-- made anew, never migrated.

-- Which definition of each projection its rows were made by; rows of another version are rebuilt before they are read.
CREATE TABLE projection (
  name TEXT PRIMARY KEY,
  version INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- Class of a flavor from an imported ListFlavors answer. Not a projection: rebuild keeps it.
CREATE TABLE flavor_catalog (
  flavor_id TEXT PRIMARY KEY,
  flavor_class TEXT NOT NULL
) WITHOUT ROWID, STRICT;
