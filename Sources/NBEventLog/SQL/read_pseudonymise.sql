-- Whether ids and names of users are replaced; no row before the first ingest.
SELECT value FROM setting WHERE name = 'pseudonymise'
