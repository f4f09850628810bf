-- The instance of a number.
SELECT region, project_id, notebook_id FROM stream WHERE stream_id = ?1
