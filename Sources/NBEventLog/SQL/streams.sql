-- All streams.
SELECT stream_id FROM stream ORDER BY stream_id
