-- The answers of a stream, those that patches refer to before their patches.
SELECT answer_id FROM answer WHERE stream_id = ?1 ORDER BY answer_id
