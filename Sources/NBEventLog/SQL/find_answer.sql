-- Stored answers of a stream that may equal one: the key is a part of the digest.
SELECT answer.answer_id, kind, http_status, request, date_text, token_fp, body_digest, erased_answer.answer_digest
FROM answer
LEFT JOIN erased_answer ON erased_answer.answer_id = answer.answer_id
WHERE stream_id = ?1 AND digest_key = ?2
ORDER BY answer.answer_id
