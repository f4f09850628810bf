-- Positions whose events do not count from here on.
INSERT INTO void_range (first_position, last_position, void_position) VALUES (?1, ?2, ?3)
