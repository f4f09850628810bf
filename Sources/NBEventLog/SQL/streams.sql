-- All streams.
SELECT stream_id, region, project_id, notebook_id FROM stream ORDER BY stream_id
