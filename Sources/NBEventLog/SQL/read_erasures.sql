-- What a redaction erased.
SELECT answer_digest, remaining_digest FROM erasure WHERE redaction_position = ?1
