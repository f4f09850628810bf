-- Closes a transaction that appended: when, and the head behind it.
INSERT INTO append_commit (first_position, last_position, recorded_at, head) VALUES (?1, ?2, ?3, ?4)
