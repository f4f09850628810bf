-- Stores an answer: its body whole, or as a patch on that of base_id.
INSERT INTO answer (
  stream_id, digest_key, kind, http_status, request, date_text, token_fp, body_digest, base_id, body
)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
