-- Writes what remains of a reject.
UPDATE reject SET source = ?2, text = ?3 WHERE reject_id = ?1
