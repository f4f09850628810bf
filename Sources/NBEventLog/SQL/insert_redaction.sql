-- Keeps a redaction.
INSERT INTO redaction (position, scope, reason, recorded_at, identity) VALUES (?1, ?2, ?3, ?4, ?5)
