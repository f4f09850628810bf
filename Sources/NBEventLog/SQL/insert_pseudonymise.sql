-- Keeps the choice of the first ingest.
INSERT INTO setting (name, value) VALUES ('pseudonymise', ?1)
