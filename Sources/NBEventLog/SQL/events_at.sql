-- Events of a stream at one instant.
SELECT answer_id, requested_before, date_offset FROM event
WHERE observed_at = ?1 AND stream_id = ?2
ORDER BY answer_id
