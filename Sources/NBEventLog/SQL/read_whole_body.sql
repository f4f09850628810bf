-- The body that patches refer to.
SELECT body FROM answer WHERE answer_id = ?1 AND base_id IS NULL
