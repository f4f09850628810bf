-- The digest of an answer as it was appended; what was erased first counts.
INSERT INTO erased_answer (answer_id, answer_digest) VALUES (?1, ?2) ON CONFLICT (answer_id) DO NOTHING
