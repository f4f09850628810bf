-- Events in the order of appending, from the position ?1 to ?2.
SELECT observed_at, stream_id, answer_id, requested_before, date_offset, position FROM event
WHERE position BETWEEN ?1 AND ?2
ORDER BY position
