-- Keeps a void.
INSERT INTO void (position, positions, reason, recorded_at, identity) VALUES (?1, ?2, ?3, ?4, ?5)
