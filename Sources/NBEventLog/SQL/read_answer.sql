-- A stored answer; its body may be a patch on that of base_id.
SELECT stream_id, kind, http_status, request, date_text, token_fp, body_digest, base_id, body, digest_key
FROM answer
WHERE answer_id = ?1
