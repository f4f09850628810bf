-- The number of an instance's stream.
SELECT stream_id FROM stream WHERE notebook_id = ?1 AND project_id = ?2 AND region = ?3
