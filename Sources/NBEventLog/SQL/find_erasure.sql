-- Whether a redaction says that this remains of an answer.
SELECT 1 FROM erasure WHERE answer_digest = ?1 AND remaining_digest = ?2
