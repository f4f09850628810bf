-- Keeps the key; there is none yet.
INSERT INTO setting (name, value) VALUES ('fingerprint_key', ?1)
