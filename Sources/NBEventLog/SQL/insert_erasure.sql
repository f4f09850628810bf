-- An answer from which a redaction erased something.
INSERT INTO erasure (answer_digest, remaining_digest, redaction_position) VALUES (?1, ?2, ?3)
