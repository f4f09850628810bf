-- As read_answer, with the digest that the answer had before something was erased from it.
SELECT stream_id, kind, http_status, request, date_text, token_fp, body_digest, base_id, body, digest_key,
  (SELECT answer_digest FROM erased_answer WHERE erased_answer.answer_id = answer.answer_id)
FROM answer
WHERE answer_id = ?1
