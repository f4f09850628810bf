-- Events by the time of their observation, from ?1 up to and including ?2.
SELECT observed_at, stream_id, answer_id, requested_before, date_offset, position FROM event
WHERE observed_at >= ?1 AND observed_at <= ?2
ORDER BY observed_at, stream_id, answer_id, requested_before, date_offset
