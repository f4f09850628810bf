-- As scan_by_time, of the stream ?3. The key begins with the time: rows of other streams are passed over, not looked up.
SELECT observed_at, stream_id, answer_id, requested_before, date_offset, position FROM event
WHERE observed_at >= ?1 AND observed_at <= ?2 AND stream_id = ?3
ORDER BY observed_at, stream_id, answer_id, requested_before, date_offset
