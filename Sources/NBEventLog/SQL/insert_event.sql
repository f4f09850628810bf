-- Appends an event; its key refuses a second one of the same stream, answer and times.
INSERT INTO event (observed_at, stream_id, answer_id, requested_before, date_offset, position)
VALUES (?, ?, ?, ?, ?, ?)
