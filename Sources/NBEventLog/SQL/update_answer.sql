-- Writes what remains of an answer. The trigger that forbids it is away meanwhile.
UPDATE answer SET request = ?2, body_digest = ?3, base_id = ?4, body = ?5 WHERE answer_id = ?1
