-- Appends an event; its key refuses a second one of the same stream, answer and times. Without OR FAIL, SQLite would keep a
-- journal to undo a part of many rows; the whole transaction is undone anyway.
INSERT OR FAIL INTO event (observed_at, stream_id, answer_id, requested_before, date_offset, position)
VALUES (?, ?, ?, ?, ?, ?)
