-- Times of observation with positions, the last first.
SELECT observed_at, position FROM event ORDER BY observed_at DESC
