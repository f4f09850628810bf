-- The texts of all rejects.
SELECT reject_id, source, text FROM reject ORDER BY reject_id
