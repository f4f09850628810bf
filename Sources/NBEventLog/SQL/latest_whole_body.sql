-- What the next patch of a stream is made against.
SELECT answer_id, body, body_digest FROM answer
WHERE stream_id = ?1 AND base_id IS NULL AND body IS NOT NULL
ORDER BY answer_id DESC
LIMIT 1
