-- Stored answers of a stream that may equal one: the key is a part of the digest.
SELECT answer_id, kind, http_status, request, date_text, token_fp, body_digest
FROM answer
WHERE stream_id = ?1 AND digest_key = ?2
ORDER BY answer_id
